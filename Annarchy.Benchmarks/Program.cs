using System.CommandLine;
using Annarchy.Benchmarks.Agents;
using Annarchy.Benchmarks.Micro;
using Annarchy.Benchmarks.Networks;
using Annarchy.Benchmarks.Suite;
using Annarchy.Conformance;

var root = new RootCommand("Measures Annarchy, and compares it with the reference simulator.")
{
    SuiteCommand.Create(),
    StartUpCommand.Create(),
    AgentsCommand.Create(),
    ConnectCommand.Create(),
    SumsCommand.Create(),
    ConformanceCommand.Create(),
    MicroCommand.Create(),
    KernelsCommand.Create(),
    PlasticityCommand.Create(),
    ConvolutionCommand.Create(),
};
return root.Parse(args).Invoke();
