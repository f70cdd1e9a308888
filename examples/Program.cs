using Annarchy.Examples;

// dotnet run -c Release --project examples -- <name> runs one example; without a name all are listed.
IExample[] examples =
[
    new Coba(), new IzhikevichPulse(), new HodgkinHuxley(), new NeuralField(), new RecordingPictures(), new PeriodicInput(),
    new ReceptiveFields(), new OrientationFilters(), new DelayLine(), new AmpaNmda(),
    new BoldResponse(), new TensorBoardLog(), new RateAndSpikes(), new AnnToSnn(), new ImageInput(),
    new ParallelSweep(), new SaveAndContinue(), new NetworkReportExample(), new StdpPairing(),
    new CorrelatedInputs(), new HybridNetwork(), new DiagonalSums(), new ShortTermPlasticity(), new SongStdp(),
    new Bcm(), new HomeostaticStdp(), new ClopathPairing(), new StructuralPlasticity(),
    new Gpu(),
    new Braitenberg(), new CartPole(), new BasalGangliaMaze(),
];

if (args.Length == 0)
{
    Console.WriteLine("Usage: dotnet run -c Release --project examples -- <name>");
    Console.WriteLine();
    foreach (var example in examples)
        Console.WriteLine($"  {example.Name,-22} {example.Description}");
    return 0;
}

var chosen = Array.Find(examples, e => string.Equals(e.Name, args[0], StringComparison.OrdinalIgnoreCase));
if (chosen is null)
{
    Console.Error.WriteLine($"There is no example '{args[0]}'. Known: {string.Join(", ", examples.Select(e => e.Name))}.");
    return 1;
}

chosen.Run(args[1..]);
return 0;
