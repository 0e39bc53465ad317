using System.Globalization;

namespace FunctionalGrad.UnitTests.Explanation;

/// <summary>Computes a formula of numbers as a reader of its LaTeX would: fractions, products of numbers and of matrices, transposes, powers, functions.</summary>
internal sealed class LatexArithmetic
{
    private readonly string latex;
    private int at;

    private LatexArithmetic(string latex) => this.latex = latex;

    /// <summary>Rows of columns; a number is one by one.</summary>
    public static double[,] Of(string latex)
    {
        var reader = new LatexArithmetic(latex);
        var value = reader.Choice();
        reader.Skip();
        Assert.True(reader.at == latex.Length, $"unread: {latex[reader.at..]} of {latex}");
        return value;
    }

    private void Skip()
    {
        while (at < latex.Length && latex[at] == ' ')
            at++;
    }

    private bool Take(string token)
    {
        Skip();
        if (!latex.AsSpan(at).StartsWith(token, StringComparison.Ordinal))
            return false;
        at += token.Length;
        return true;
    }

    private void Need(string token) =>
        Assert.True(Take(token), $"no {token} before: {latex[at..]} of {latex}");

    /// <summary>A sum, or the first of several whose condition holds.</summary>
    private double[,] Choice()
    {
        var value = Sum();
        if (!Take(@"\text{ if }"))
            return value;
        var holds = Condition();
        bool isLast = Take(@"\text{, else }") || Take(@"\text{ else }");
        if (!isLast)
            Need(@"\text{, }");
        var otherwise = isLast ? Sum() : Choice();
        var chosen = Each(value, holds, (a, b) => b == 1 ? a : 0);
        var rest = Each(otherwise, holds, (a, b) => b == 1 ? 0 : a);
        return Each(chosen, rest, (a, b) => a + b);
    }

    private double[,] Condition()
    {
        var left = Sum();
        if (Take("="))
            return Each(left, Sum(), (a, b) => a == b ? 1 : 0);
        Need(">");
        return Each(left, Sum(), (a, b) => a > b ? 1 : 0);
    }

    private double[,] Sum()
    {
        var sum = Product();
        while (true)
            if (Take("+"))
                sum = Each(sum, Product(), (a, b) => a + b);
            else if (Take("-"))
                sum = Each(sum, Product(), (a, b) => a - b);
            else
                return sum;
    }

    private double[,] Product()
    {
        var product = Signed();
        while (true)
            if (Take(@"\odot") || Take(@"\cdot"))
                product = Each(product, Signed(), (a, b) => a * b);
            else if (Take(@"\,"))
                product = Times(product, Signed());
            else if (Take(@"\times 10^{"))
            {
                double power = Number();
                Need("}");
                product = Each(product, One(Math.Pow(10, power)), (a, b) => a * b);
            }
            else
                return product;
    }

    private double[,] Signed() => Take("-") ? Each(Signed(), One(-1), (a, b) => a * b) : Power();

    private double[,] Power()
    {
        var value = Atom();
        while (Take("^"))
            if (Take(@"\top"))
                value = Transposed(value);
            else
                value = Each(value, Take("{") ? Closed() : One(Number()), Math.Pow);
        return value;
    }

    private double[,] Closed()
    {
        var value = Sum();
        Need("}");
        return value;
    }

    private double[,] Parenthesised()
    {
        Need(@"\left(");
        var value = Choice();
        Need(@"\right)");
        return value;
    }

    private double[,] Atom()
    {
        Skip();
        if (Take(@"\begin{bmatrix}"))
            return Matrix();
        if (latex[at..].StartsWith(@"\left(", StringComparison.Ordinal))
            return Parenthesised();
        if (Take(@"\left["))
        {
            var left = Sum();
            Need(">");
            var right = Sum();
            Need(@"\right]");
            return Each(left, right, (a, b) => a > b ? 1 : 0);
        }
        if (Take(@"\frac{"))
        {
            var over = Closed();
            Need("{");
            return Each(over, Closed(), (a, b) => a / b);
        }
        if (Take(@"\operatorname{copy}_{"))
        {
            at = latex.IndexOf("}}", at, StringComparison.Ordinal) + 2;
            return Parenthesised();
        }
        if (Take(@"\sigma"))
            return Each(Parenthesised(), One(0), (a, _) => 1 / (1 + Math.Exp(-a)));
        if (Take("e^{"))
            return Each(Closed(), One(0), (a, _) => Math.Exp(a));
        return One(Number());
    }

    private double[,] Matrix()
    {
        var rows = new List<List<double>> { new() };
        while (true)
        {
            rows[^1].Add(Sum()[0, 0]);
            if (Take("&"))
                continue;
            if (Take(@"\\"))
                rows.Add([]);
            else
                break;
        }
        Need(@"\end{bmatrix}");
        var matrix = new double[rows.Count, rows[0].Count];
        for (int i = 0; i < rows.Count; i++)
        for (int j = 0; j < rows[0].Count; j++)
            matrix[i, j] = rows[i][j];
        return matrix;
    }

    private double Number()
    {
        Skip();
        int start = at;
        if (at < latex.Length && latex[at] == '-')
            at++;
        while (at < latex.Length && (char.IsAsciiDigit(latex[at]) || latex[at] == '.'))
            at++;
        return double.Parse(latex.AsSpan(start, at - start), CultureInfo.InvariantCulture);
    }

    private static double[,] One(double value) =>
        new[,]
        {
            { value },
        };

    private static double[,] Each(double[,] a, double[,] b, Func<double, double, double> f)
    {
        var (rows, columns) = a.Length == 1 ? (b, b) : (a, a);
        var result = new double[rows.GetLength(0), columns.GetLength(1)];
        for (int i = 0; i < result.GetLength(0); i++)
        for (int j = 0; j < result.GetLength(1); j++)
            result[i, j] = f(a.Length == 1 ? a[0, 0] : a[i, j], b.Length == 1 ? b[0, 0] : b[i, j]);
        return result;
    }

    private static double[,] Times(double[,] a, double[,] b)
    {
        if (a.Length == 1 || b.Length == 1)
            return Each(a, b, (x, y) => x * y);
        Assert.Equal(a.GetLength(1), b.GetLength(0));
        var result = new double[a.GetLength(0), b.GetLength(1)];
        for (int i = 0; i < result.GetLength(0); i++)
        for (int j = 0; j < result.GetLength(1); j++)
        for (int k = 0; k < a.GetLength(1); k++)
            result[i, j] += a[i, k] * b[k, j];
        return result;
    }

    private static double[,] Transposed(double[,] a)
    {
        var result = new double[a.GetLength(1), a.GetLength(0)];
        for (int i = 0; i < a.GetLength(0); i++)
        for (int j = 0; j < a.GetLength(1); j++)
            result[j, i] = a[i, j];
        return result;
    }
}
