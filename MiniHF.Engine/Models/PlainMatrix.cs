namespace MiniHF.Engine.Models;

/// <summary>A matrix as the checkpoint has it. It may be of a narrower type than the activations.</summary>
/// <param name="weight">(M, K). Whoever made it frees it.</param>
public sealed class PlainMatrix(Tensor weight) : WeightMatrix
{
    public Tensor Weight { get; } = weight;

    public override long Rows => Weight.size(0);

    public override long Columns => Weight.size(1);

    public override Device Device => Weight.device;

    public override long Bytes => Weight.numel() * Weight.ElementSize;

    public override Tensor Multiply(Tensor x, Tensor? bias)
    {
        ArgumentNullException.ThrowIfNull(x);
        return IsInvariant(x)
            ? nn.functional.linear_rows(x, Weight, bias)
            : nn.functional.linear(x, Weight.dtype == x.dtype ? Weight : Weight.to(x.dtype), bias is null || bias.dtype == x.dtype ? bias : bias.to(x.dtype));
    }

    public override Tensor Look(Tensor ids) => nn.functional.embedding(ids, Weight);

    public override bool IsMadeOf(Tensor weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        using DisposeScope scope = NewDisposeScope();
        return weight.shape.AsSpan().SequenceEqual(Weight.shape) && weight.to(Device).to(Weight.dtype).equal(Weight);
    }
}
