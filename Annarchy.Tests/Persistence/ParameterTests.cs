namespace Annarchy.Tests;

public class ParameterTests
{
    [Fact]
    public void ParametersComeBack()
    {
        using var folder = new TemporaryFolder();
        using var a = Create(out var pop);
        pop["tau"] = 17.5;
        pop["x"] = [1.0, 2.0, 3.0];
        pop["on"] = [1.0, 0.0, 1.0];
        a.GetConstant("c").Value = double.PositiveInfinity;
        a.SaveParameters(folder["global.json"], own: new Dictionary<string, double> { ["trials"] = 12.0 });
        a.SaveParameters(folder["all.json"], globalOnly: false);

        using var b = Create(out var other);
        Assert.Equal(12.0, Assert.Single(b.LoadParameters(folder["global.json"])).Value);
        Assert.Equal(17.5, (double)other["tau"]);
        Assert.Equal([0.5, 0.5, 0.5], other["x"].ToArray());
        Assert.Equal(double.PositiveInfinity, b.GetConstant("c").Value);

        Assert.Empty(b.LoadParameters(folder["all.json"]));
        Assert.Equal([0.5, 0.5, 0.5], other["x"].ToArray());
        b.LoadParameters(folder["all.json"], globalOnly: false);
        Assert.Equal([1.0, 2.0, 3.0], other["x"].ToArray());
        Assert.Equal([1.0, 0.0, 1.0], other["on"].ToArray());
    }

    [Fact]
    public void TheFileIsThatOfTheReference()
    {
        using var folder = new TemporaryFolder();
        using var net = Create(out _);
        net.SaveParameters(folder["p.json"]);
        Assert.Equal(
            """{"populations":{"cells":{"tau":10}},"projections":{},"network":{},"constants":{"c":2}}""",
            string.Concat(File.ReadAllText(folder["p.json"]).Where(c => !char.IsWhiteSpace(c))));
    }

    [Theory]
    [InlineData("", "is not JSON")]
    [InlineData("[]", "it is not an object")]
    [InlineData("""{"population": {}}""", "Did you mean 'populations'?")]
    [InlineData("""{"populations": {"cell": {}}}""", "Did you mean 'cells'?")]
    [InlineData("""{"populations": {"cells": {"tua": 1}}}""", "Did you mean 'tau'?")]
    [InlineData("""{"populations": {"cells": {"tau": "a"}}}""", "'tau' is String, not a number")]
    [InlineData("""{"populations": {"cells": {"tau": [1, 2]}}}""", "'tau' of 'cells' is one number; 2 are given")]
    [InlineData("""{"populations": {"cells": {"x": [1, 2]}}}""", "'x' of 'cells' takes one number or 3; 2 are given")]
    [InlineData("""{"populations": {"cells": {"tau": 1}}, "constants": {"d": 1}}""", "there is no constant 'd'")]
    [InlineData("""{"populations": {"cells": {"tau": 1}}, "network": {"d": {}}}""", "'d' is Object, not a number")]
    [InlineData("""{"populations": {"cells": {"tau": 1}}, "projections": 3}""", "'projections' is not an object")]
    [InlineData("""{"populations": {"cells": {"tau": [[[[[[[[[[1]]]]]]]]]]}}}""", "is not JSON")]
    public void WhatDoesNotFitIsRefusedWhole(string json, string problem)
    {
        using var folder = new TemporaryFolder();
        using var net = Create(out var pop);
        File.WriteAllText(folder["p.json"], json);
        var e = Assert.Throws<InvalidDataException>(() => net.LoadParameters(folder["p.json"], globalOnly: false));
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
        Assert.Contains("p.json", e.Message, StringComparison.Ordinal);
        Assert.Equal(10.0, (double)pop["tau"]);
    }

    private static Network Create(out Population pop)
    {
        var net = new Network(seed: 1);
        net.Constant("c", 2.0);
        pop = net.Create(
            3, new Neuron(parameters: "tau = 10.0 : population\nx = 0.5\non = True : bool", equations: "tau*dr/dt + r = x"), name: "cells");
        return net;
    }
}
