namespace MiniHF.Engine.Torch;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>The fused functions in terms of plain ones: for gradients, other devices and types, and as the reference they are tested against.</summary>
            internal static class Composed
            {
                internal static Tensor rms_norm(Tensor input, Tensor weight, double eps)
                {
                    using var scope = NewDisposeScope();
                    var wide = input.to(ScalarType.Float32);
                    var normal = (wide * (wide.square().mean(-1, keepdim: true) + eps).rsqrt()).to(input.dtype);
                    return scope.MoveToOuter(normal * weight);
                }

                internal static Tensor rotary(Tensor input, Tensor cos, Tensor sin, Tensor positions, bool interleaved)
                {
                    using var scope = NewDisposeScope();
                    var half = cos.size(1);
                    var c = cos.index_select(0, positions).unsqueeze(1); // (N,1,R/2)
                    var s = sin.index_select(0, positions).unsqueeze(1);
                    var wide = input.to(ScalarType.Float32);
                    var rotated = wide.narrow(-1, 0, 2 * half); // (N,H,R)
                    Tensor turned;
                    if (interleaved)
                    {
                        var pairs = rotated.reshape(input.size(0), input.size(1), half, 2);
                        var (a, b) = (pairs.select(-1, 0), pairs.select(-1, 1));
                        turned = stack([(a * c) - (b * s), (b * c) + (a * s)], -1).flatten(2);
                    }
                    else
                    {
                        var (a, b) = (rotated.narrow(-1, 0, half), rotated.narrow(-1, half, half));
                        turned = cat([(a * c) - (b * s), (b * c) + (a * s)], -1);
                    }

                    var rest = input.size(-1) - (2 * half);
                    var whole = rest == 0 ? turned : cat([turned, wide.narrow(-1, 2 * half, rest)], -1);
                    return scope.MoveToOuter(whole.to(input.dtype));
                }

                internal static Tensor cached_attention(
                    Tensor query, IReadOnlyList<Tensor> keys, IReadOnlyList<Tensor> values, ReadOnlySpan<long> lengths, ReadOnlySpan<int> segmentOffsets, double scale)
                {
                    using var scope = NewDisposeScope();
                    var rows = new List<Tensor>();
                    for (var n = 0; n < query.size(0); n++)
                    {
                        var (k, v) = (new List<Tensor>(), new List<Tensor>());
                        for (var i = segmentOffsets[n]; i < segmentOffsets[n + 1]; i++)
                        {
                            k.Add(keys[i].narrow(1, 0, lengths[i]));
                            v.Add(values[i].narrow(1, 0, lengths[i]));
                        }

                        var q = query[n].unsqueeze(1); // (H,1,D)
                        if (k.Sum(part => part.size(1)) == 0)
                        {
                            rows.Add(zeros_like(query[n]));
                            continue;
                        }

                        var group = query.size(1) / k[0].size(0);
                        var allKeys = cat(k, 1).repeat_interleave(group, 0); // (H,S,D)
                        var allValues = cat(v, 1).repeat_interleave(group, 0);
                        var weights = (q.matmul(allKeys.transpose(1, 2)) * scale).softmax(-1, ScalarType.Float32).to(query.dtype);
                        rows.Add(weights.matmul(allValues).squeeze(1)); // (H,D)
                    }

                    return scope.MoveToOuter(rows.Count == 0 ? empty_like(query) : stack(rows));
                }

                internal static Tensor activation(Tensor input, Activation kind, Tensor? factor)
                {
                    using var scope = NewDisposeScope();
                    var activated = kind switch
                    {
                        Activation.Silu => silu(input),
                        Activation.Gelu => gelu(input),
                        Activation.GeluTanh => gelu(input, approximate: true),
                        Activation.Relu => relu(input),
                        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
                    };
                    return scope.MoveToOuter(factor is null ? activated : activated * factor);
                }

                internal static Tensor add_low_rank_(Tensor self, Tensor input, Tensor a, Tensor b, double scaling, long first, long count)
                {
                    using var scope = NewDisposeScope();
                    // Scaled before the second factor: adding a multiple could round differently at the ends of vectors.
                    var low = functional.linear_rows(input.narrow(0, first, count).to(ScalarType.Float32), a) * scaling; // (count,R)
                    self.narrow(0, first, count).add_(functional.linear_rows(low, b));
                    return self;
                }

                internal static Tensor linear_rows(Tensor input, Tensor weight, Tensor? bias)
                {
                    using var scope = NewDisposeScope();
                    var wide = input.dtype == weight.dtype ? input : input.to(weight.dtype);
                    return scope.MoveToOuter(linear(wide, weight, bias).to(input.dtype));
                }
            }
        }
    }
}
