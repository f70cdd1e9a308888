using Annarchy.Plots;

namespace Annarchy.Examples;

/// <summary>
/// A class of networks whose methods are called at regular times: a new input every 200 ms, and a look at the response shortly before the
/// next one.
/// </summary>
internal sealed class PeriodicInput : IExample
{
    public string Name => "periodic-input";

    public string Description => "Inputs given and responses read by callbacks at regular times";

    public void Run(string[] args)
    {
        using var net = new DrivenNetwork();
        net.Simulate(2000.0, new ProgressBar("2 s"));
        for (var i = 0; i < net.Inputs.Count; i++)
            Console.WriteLine($"input {net.Inputs[i],4:F2}         response {net.Responses[i]:F3}");
        net.Activity.SaveTraces("r", Path.Combine("out", "periodic-input.svg"), title: "Response to steps of the input");
        Console.WriteLine($"picture            {Path.Combine("out", "periodic-input.svg")}");
    }

    private sealed class DrivenNetwork : Network
    {
        private readonly Population _neurons;

        public DrivenNetwork()
            : base(dt: 1.0, seed: 1)
        {
            _neurons = Create(1, new Neuron(parameters: "tau = 30.0\nI = 0.0", equations: "tau * dr/dt + r = tanh(I)"), name: "neuron");
            Activity = Monitor(_neurons, "r");
            AddCallbacks(this);
        }

        public Monitor Activity { get; }

        public List<double> Inputs { get; } = [];

        public List<double> Responses { get; } = [];

        [Every(period: 200.0)]
        private void NextInput(long n)
        {
            Inputs.Add(0.2 * n);
            _neurons["I"] = Inputs[^1];
        }

        [Every(period: 200.0, offset: -1.0)]
        private void ReadResponse(long n) => Responses.Add(_neurons[0]["r"]);
    }
}
