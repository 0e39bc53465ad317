#:project ../src/Graph.Core/Graph.Core.csproj

// The C# of the README.
using FunctionalGrad;
using static FunctionalGrad.Differentiate;
using static FunctionalGrad.Expr;

Expr x = Input("x"),
    y = Input("y"),
    z = Input("z");
var (dx, dy, dz) = Gradient((x + y) * z, x, y, z);
Console.WriteLine(dz); // x + y: three expressions to print, evaluate or differentiate again
Console.WriteLine(Evaluate.Value(dz, (x, -2), (y, 5))); // 3

// y = x^3, dy/dx = 3 x^2
var cube = new Primitive("cube")
{
    Arity = Arity.One,
    Shape = ShapeRules.Elementwise,
    Kernel = Kernel.Map(x => x * x * x),
    Derivative = Derivative.Elementwise((x, y) => 3 * Square(x)),
    Notation = Notation.Function("cube", "{0}^3"),
};
var second = Gradient(Gradient(cube.Apply(x), x)[0], x)[0];
Console.WriteLine(Evaluate.Value(second, (x, 2))); // 12
