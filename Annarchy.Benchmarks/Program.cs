using System.CommandLine;
using Annarchy.Benchmarks.Micro;

var root = new RootCommand("Measures Annarchy.") { MicroCommand.Create(), KernelsCommand.Create() };
return root.Parse(args).Invoke();
