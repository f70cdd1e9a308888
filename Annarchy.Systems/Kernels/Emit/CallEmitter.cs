using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Annarchy.Kernels.Emit;

/// <summary>Emits the functions of vector mathematics: short ones inline while there are not too many, the others as calls.</summary>
internal sealed class CallEmitter(KernelFrame frame)
{
    /// <summary>More functions than this are not inlined into one kernel: the compiler would give up keeping values in registers.</summary>
    private const int MostInlined = 24;

    private int _inlined;

    private ILWriter Il => frame.Il;

    /// <summary>Whether a kernel of these terms may call functions.</summary>
    public static bool IsNeeded(IEnumerable<Term> terms) => terms.Any(t => t.IsElementFunction);

    /// <summary>Replaces the operands on the stack by the result.</summary>
    /// <param name="term">The function.</param>
    /// <param name="isOnce">Whether it is evaluated once per run, where a call costs nothing that matters.</param>
    public void Function(Term term, bool isOnce)
    {
        if (!isOnce && !term.IsLongFunction && _inlined < MostInlined)
        {
            _inlined++;
            Il.Call(frame.Vectors.OfReals(term.Op));
            return;
        }

        var reals = term.Kind == AttributeKind.Real;
        var type = reals ? frame.Vectors.RealVector : frame.Vectors.IntegerVector;
        var method = frame.Vectors.Call(term.Op, reals);
        for (var operand = term.Operands.Length - 1; operand >= 0; operand--)
        {
            var value = frame.Temporary(type);
            Il.StoreLocal(value);
            PushOperand(operand);
            Il.LoadLocal(value);
            Il.StoreObject(type);
        }

        PushOperand(0);
        Il.Call(method);
        PushOperand(0);
        Il.LoadObject(type);

        // So that not the first step pays for it.
        RuntimeHelpers.PrepareMethod(method.MethodHandle, [(reals ? frame.Vectors.Real : frame.Vectors.Integer).TypeHandle]);
    }

    private void PushOperand(int operand)
    {
        Il.LoadLocal(frame.Operands);
        if (operand == 0)
            return;
        Il.LoadInt32(operand * frame.Vectors.Width.Bytes());
        Il.Emit(OpCodes.Add);
    }
}
