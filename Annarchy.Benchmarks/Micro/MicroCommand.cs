using System.CommandLine;
using BenchmarkDotNet.Running;

namespace Annarchy.Benchmarks.Micro;

/// <summary><c>micro</c>: BenchmarkDotNet on the classes of this folder; everything after it is BenchmarkDotNet's.</summary>
internal static class MicroCommand
{
    public static Command Create()
    {
        var command = new Command("micro", "Micro-benchmarks; takes the options of BenchmarkDotNet, as in: micro --filter '*VectorMath*' --job short")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction(result =>
        {
            BenchmarkSwitcher.FromAssembly(typeof(MicroCommand).Assembly).Run([.. result.UnmatchedTokens]);
        });
        return command;
    }
}
