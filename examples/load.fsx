// Loads FunctionalGrad into a script or an F# Interactive session: #load "load.fsx" (after dotnet build -c Release).
#I "../src/Graph.Dsl/bin/Release/net10.0"
#r "System.Numerics.Tensors.dll"
#r "MathNet.Numerics.dll"
#r "FunctionalGrad.dll"
#r "FunctionalGrad.Dsl.dll"

fsi.AddPrinter(fun (expression: FunctionalGrad.Expr) -> string expression)
fsi.AddPrinter(fun (array: FunctionalGrad.NDArray<float>) -> string array)
fsi.AddPrinter(fun (array: FunctionalGrad.NDArray<float32>) -> string array)
