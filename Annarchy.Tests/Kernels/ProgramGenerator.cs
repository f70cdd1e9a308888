using Annarchy.Programs;

namespace Annarchy.Tests.Kernels;

/// <summary>
/// Random update programs of operations whose result IEEE 754 or integer arithmetic fixes to the last bit, so that every
/// backend must agree with the reference exactly.
/// </summary>
internal sealed class ProgramGenerator
{
    private static readonly Op[] RealOps =
    [
        Op.Negate, Op.Add, Op.Add, Op.Subtract, Op.Subtract, Op.Multiply, Op.Multiply, Op.Divide, Op.Minimum, Op.Maximum, Op.Absolute,
        Op.SquareRoot, Op.Floor, Op.Ceiling, Op.Modulo, Op.Select, Op.Select, Op.ToReal,
    ];

    private static readonly Op[] IntegerOps =
    [
        Op.Negate, Op.Add, Op.Subtract, Op.Multiply, Op.Minimum, Op.Maximum, Op.Absolute, Op.Modulo, Op.Select, Op.ToInteger,
    ];

    private static readonly Op[] BooleanOps =
    [
        Op.Less, Op.LessOrEqual, Op.Greater, Op.GreaterOrEqual, Op.Equal, Op.NotEqual, Op.And, Op.Or, Op.Not, Op.Select,
    ];

    private readonly Random _random;
    private readonly NodeFactory _nodes = new();
    private readonly List<Node> _pool = [];
    private readonly List<Slot> _slots = [];
    private readonly Locality _locality;

    private ProgramGenerator(int seed)
    {
        _random = new Random(seed);
        _locality = (seed % 8) switch
        {
            0 => Locality.Global,
            1 => Locality.Semiglobal,
            _ => Locality.Local,
        };
    }

    public static UpdateProgram Create(int seed) => new ProgramGenerator(seed).Create();

    private UpdateProgram Create()
    {
        AddLeaves();
        for (var i = _random.Next(3, 60); i > 0; i--)
            _pool.Add(MakeNode());
        var stores = new List<Store>();
        foreach (var slot in _slots.Where(s => s.Owner == SlotOwner.Self && s.Locality == _locality))
        {
            if (_random.Next(3) > 0)
                stores.Add(new Store(slot, Pick(slot.Kind)));
        }

        var spike = _random.Next(2) == 0 ? Pick(AttributeKind.Boolean) : null;
        var axonSpike = _random.Next(4) == 0 ? Pick(AttributeKind.Boolean) : null;
        return new UpdateProgram("random", _locality, [.. stores], spike, axonSpike);
    }

    private void AddLeaves()
    {
        for (var locality = Locality.Global; locality <= _locality; locality++)
        {
            foreach (var kind in Enum.GetValues<AttributeKind>())
            {
                for (var i = _random.Next(1, 4); i > 0; i--)
                    _slots.Add(new Slot(SlotOwner.Self, $"{kind}_{locality}_{i}", locality, kind));
            }
        }

        _slots.Add(new Slot(SlotOwner.Random, SlotNames.UniformStream(0), _locality, AttributeKind.Real));
        _slots.Add(new Slot(SlotOwner.Network, SlotNames.Time, Locality.Global, AttributeKind.Real));
        _pool.AddRange(_slots.Select(_nodes.Read));
        _pool.Add(_nodes.Constant(1.5));
        _pool.Add(_nodes.Constant(-0.0));
        _pool.Add(_nodes.Constant(double.PositiveInfinity));
        _pool.Add(_nodes.Constant(3L));
        _pool.Add(_nodes.Constant(true));
    }

    private Node MakeNode()
    {
        switch (_random.Next(10))
        {
            case < 6:
                return Apply(RealOps[_random.Next(RealOps.Length)], AttributeKind.Real);
            case < 8:
                return Apply(IntegerOps[_random.Next(IntegerOps.Length)], AttributeKind.Integer);
            default:
                var op = BooleanOps[_random.Next(BooleanOps.Length)];
                var operands = op is Op.And or Op.Or or Op.Not or Op.Select ? AttributeKind.Boolean : (AttributeKind)_random.Next(3);
                return Apply(op, operands);
        }
    }

    private Node Apply(Op op, AttributeKind kind) => op switch
    {
        Op.Select => _nodes.Select(Pick(AttributeKind.Boolean), Pick(kind), Pick(kind)),
        Op.ToReal => _nodes.ToReal(_pool[_random.Next(_pool.Count)]),
        Op.ToInteger => _nodes.ToInteger(_pool[_random.Next(_pool.Count)]),
        Op.Divide => _nodes.Divide(Pick(kind), Pick(kind)),
        Op.Negate or Op.Absolute or Op.SquareRoot or Op.Floor or Op.Ceiling or Op.Not => _nodes.Make(op, Pick(kind)),
        _ => _nodes.Make(op, Pick(kind), Pick(kind)),
    };

    /// <summary>A node of a kind, the latest ones more often.</summary>
    private Node Pick(AttributeKind kind)
    {
        var candidates = _pool.FindAll(n => n.Kind == kind);
        var last = Math.Min(candidates.Count, 6);
        return candidates[_random.Next(2) == 0 ? candidates.Count - 1 - _random.Next(last) : _random.Next(candidates.Count)];
    }
}
