namespace Annarchy.AnnToSnn.Formats;

/// <summary>
/// Makes layers of the operations of an ONNX model. Maps are (channels, rows, columns) there and (rows, columns, channels) here: they are
/// put in our order where the first operation on maps comes, and back where something else needs their own.
/// </summary>
internal sealed class OnnxLayers
{
    private const string Supported =
        "Conv, MaxPool, AveragePool, Gemm, MatMul, Add of a bias, Relu, Softmax, Flatten, Reshape, Transpose, Dropout, Identity and Constant";

    private readonly Dictionary<string, OnnxTensor> _constants;
    private readonly List<AnnLayer> _layers = [];
    private string _current;
    private int[] _shape;

    /// <summary>Whether the values are in our order and the model's is (channels, rows, columns).</summary>
    private bool _isChannelsFirst;

    public OnnxLayers(Dictionary<string, OnnxTensor> constants, string input, int[] shape)
    {
        _constants = constants;
        _current = input;
        InputShape = _shape = shape;
    }

    public int[] InputShape { get; }

    /// <summary>The layers, once all operations were added.</summary>
    public List<AnnLayer> Complete(IEnumerable<string> outputs)
    {
        if (!outputs.Contains(_current))
            throw new NotSupportedException($"its outputs are not what its last operation gives, '{_current}'");
        RestoreOrder(_current);
        return _layers;
    }

    public void Add(OnnxNode node)
    {
        if (node.Operation == "Constant")
        {
            _constants[node.Outputs.FirstOrDefault(string.Empty)] =
                node.Tensor("value") ?? throw node.Refuse("is not a tensor, which is what is supported");
            return;
        }

        if (!node.Inputs.Contains(_current) || node.Outputs.Count == 0)
            throw node.Refuse("is not in one row with the others: only chains of operations are supported");
        switch (node.Operation)
        {
            case "Conv":
                AddConvolution(node);
                break;
            case "MaxPool" or "AveragePool":
                AddPooling(node);
                break;
            case "Gemm":
                AddGemm(node);
                break;
            case "MatMul":
                AddProduct(node);
                break;
            case "Add":
                AddBias(node);
                break;
            case "Relu":
                Add(new ActivationLayer(node.Name, ActivationFunction.Relu));
                break;
            case "Softmax":
                AddSoftmax(node);
                break;
            case "Flatten":
                RestoreOrder(node.Name);
                if (node.Integer("axis", 1) != 1)
                    throw node.Refuse("does not keep the batch as its first axis, which is what is supported");
                Add(new ReshapeLayer(node.Name));
                break;
            case "Reshape":
                AddReshape(node);
                break;
            case "Transpose":
                AddTranspose(node);
                break;
            case "Dropout":
                Add(new DropoutLayer(node.Name));
                break;
            case "Identity":
                break;
            default:
                throw node.Refuse($"is not supported; supported are {Supported}");
        }

        _current = node.Outputs[0];
    }

    private void Add(AnnLayer layer)
    {
        _shape = layer.OutputShape(_shape);
        _layers.Add(layer);
    }

    private void AddConvolution(OnnxNode node)
    {
        if (node.Integer("group", 1) != 1)
            throw node.Refuse("has groups of channels, which are not supported; one group is");
        var kernel = Constant(node, 1);
        if (kernel.Shape is not [var filters, var channels, var rows, var columns])
            throw node.Refuse($"has a kernel of shape {Shapes.Describe(kernel.Shape)}; only two-dimensional convolutions are supported");
        UseMaps(node);

        // From (filters, channels, rows, columns) to (rows, columns, channels, filters).
        var values = kernel.Singles();
        var reordered = new float[values.Length];
        new PermuteLayer(node.Name, [2, 3, 1, 0]).Apply(kernel.Shape, values, reordered);
        Add(new Conv2DLayer(node.Name, Window(node, rows, columns), filters, reordered, node.Inputs.Count > 2 ? Constant(node, 2).Singles() : null));
    }

    private void AddPooling(OnnxNode node)
    {
        if (node.Integer("ceil_mode", 0) != 0)
            throw node.Refuse("rounds its lengths up (ceil_mode), which is not supported");
        var pads = node.Integers("pads", 0, 0, 0, 0);
        if (node.Integer("count_include_pad", 0) != 0 && pads.Any(p => p != 0))
            throw node.Refuse("counts padding (count_include_pad), which is not supported");
        if (node.Integers("kernel_shape") is not [var rows, var columns])
            throw node.Refuse("is not two-dimensional, which is what is supported");
        UseMaps(node);
        var operation = node.Operation == "MaxPool" ? PoolingOperation.Max : PoolingOperation.Average;
        Add(new Pooling2DLayer(node.Name, operation, Window(node, rows, columns)));
    }

    private void AddGemm(OnnxNode node)
    {
        if (node.Integer("transA", 0) != 0 || node.Single("alpha", 1.0f) != 1.0f || node.Single("beta", 1.0f) != 1.0f)
            throw node.Refuse("has a transposed input or factors, which are not supported");
        AddDense(node, Constant(node, 1), node.Integer("transB", 0) != 0, node.Inputs.Count > 2 ? Constant(node, 2).Singles() : null);
    }

    private void AddProduct(OnnxNode node)
    {
        if (node.Inputs[0] != _current)
            throw node.Refuse("multiplies from the left, which is not supported");
        AddDense(node, Constant(node, 1), false, null);
    }

    private void AddDense(OnnxNode node, OnnxTensor kernel, bool isTransposed, float[]? bias)
    {
        if (kernel.Shape is not [var rows, var columns])
            throw node.Refuse($"has weights of shape {Shapes.Describe(kernel.Shape)}; matrices are supported");
        RestoreOrder(node.Name);
        var values = kernel.Singles();
        if (isTransposed)
        {
            var reordered = new float[values.Length];
            new PermuteLayer(node.Name, [1, 0]).Apply(kernel.Shape, values, reordered);
            (values, columns) = (reordered, rows);
        }

        Add(new DenseLayer(node.Name, columns, values, bias));
    }

    /// <summary>A bias that PyTorch and others add in an operation of its own.</summary>
    private void AddBias(OnnxNode node)
    {
        var other = node.Inputs.Find(name => name != _current);
        if (_layers is not [.., DenseLayer { Bias.IsEmpty: true } dense] || other is null || !_constants.TryGetValue(other, out var bias))
            throw node.Refuse("is not a bias after a product, which is what is supported");
        _layers[^1] = new DenseLayer(dense.Name, dense.Units, dense.Kernel.ToArray(), bias.Singles());
    }

    private void AddSoftmax(OnnxNode node)
    {
        RestoreOrder(node.Name);
        if (_shape.Length != 1)
            throw node.Refuse("is not over a flat layer, which is what is supported");
        Add(new ActivationLayer(node.Name, ActivationFunction.Softmax));
    }

    private void AddReshape(OnnxNode node)
    {
        RestoreOrder(node.Name);
        var lengths = Constant(node, 1).Integers();
        if (lengths.Length < 2)
            throw node.Refuse("does not keep the batch, which is what is supported");

        // 0 means the length the input has there.
        var shape = new int[lengths.Length - 1];
        for (var i = 0; i < shape.Length; i++)
        {
            shape[i] = checked((int)lengths[i + 1]);
            if (shape[i] == 0)
                shape[i] = i < _shape.Length ? _shape[i] : throw node.Refuse("keeps a length its input does not have");
        }

        Add(new ReshapeLayer(node.Name, shape));
    }

    private void AddTranspose(OnnxNode node)
    {
        var order = node.Integers("perm");
        if (order is not [0, ..])
            throw node.Refuse("does not keep the batch as its first axis, which is what is supported");
        int[] axes = [.. order.Skip(1).Select(axis => axis - 1)];
        if (_isChannelsFirst && axes is [1, 2, 0])
        {
            _isChannelsFirst = false;
            return;
        }

        RestoreOrder(node.Name);
        if (axes is [2, 0, 1])
            _isChannelsFirst = true;
        else
            Add(new PermuteLayer(node.Name, axes));
    }

    private void UseMaps(OnnxNode node)
    {
        if (_shape.Length != 3)
            throw node.Refuse($"gets an input of shape {Shapes.Describe(_shape)}; it needs (channels, rows, columns)");
        if (_isChannelsFirst)
            return;
        Add(new PermuteLayer(node.Name, [1, 2, 0]));
        _isChannelsFirst = true;
    }

    private void RestoreOrder(string name)
    {
        if (!_isChannelsFirst)
            return;
        Add(new PermuteLayer(name, [2, 0, 1]));
        _isChannelsFirst = false;
    }

    private OnnxTensor Constant(OnnxNode node, int input) =>
        input < node.Inputs.Count && _constants.TryGetValue(node.Inputs[input], out var found)
            ? found
            : throw node.Refuse($"has no constant as its input {input}, which is what is supported");

    private static Window2D Window(OnnxNode node, int rows, int columns)
    {
        var (strides, dilations) = (node.Integers("strides", 1, 1), node.Integers("dilations", 1, 1));
        var pads = node.Integers("pads", 0, 0, 0, 0);
        var same = node.Text("auto_pad") switch
        {
            null or "" or "NOTSET" or "VALID" => false,
            "SAME_UPPER" => true,
            var other => throw node.Refuse($"has the padding {other}, which is not supported; numbers, VALID and SAME_UPPER are"),
        };
        return new Window2D(
            new WindowAxis(rows, strides[0], dilations[0], pads[0], pads[2], same),
            new WindowAxis(columns, strides[1], dilations[1], pads[1], pads[3], same));
    }
}
