using FunctionalGrad.Checking;
using FunctionalGrad.Checking.Torch;

var root = VerifyCommand.Create();
root.Subcommands.Add(TorchCommand.Create());
return root.Parse(args).Invoke();
