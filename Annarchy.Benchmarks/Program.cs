using System.CommandLine;
using Annarchy.Benchmarks.Micro;

var root = new RootCommand("Measures Annarchy.") { MicroCommand.Create() };
return root.Parse(args).Invoke();
