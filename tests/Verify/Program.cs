using System.CommandLine;
using FunctionalGrad.Checking.Torch;

var root = new RootCommand("Checks FunctionalGrad against PyTorch.") { TorchCommand.Create() };
return root.Parse(args).Invoke();
