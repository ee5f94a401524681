using static MiniHF.Engine.Torch.Interop.Native;
using static MiniHF.Engine.Torch.Interop.NativeMethods;

namespace MiniHF.Engine.Torch;

public static partial class torch
{
    public sealed partial class Tensor
    {
        public Tensor matmul(Tensor other) => Result(mhf_tensor_matmul(Handle, other.Handle, out var result), result);

        public Tensor mm(Tensor other) => Result(mhf_tensor_mm(Handle, other.Handle, out var result), result);

        public Tensor bmm(Tensor other) => Result(mhf_tensor_bmm(Handle, other.Handle, out var result), result);

        public Tensor mv(Tensor other) => Result(mhf_tensor_mv(Handle, other.Handle, out var result), result);

        public Tensor dot(Tensor other) => Result(mhf_tensor_dot(Handle, other.Handle, out var result), result);

        public Tensor outer(Tensor other) => Result(mhf_tensor_outer(Handle, other.Handle, out var result), result);

        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) =>
            Result(mhf_tensor_addmm(Handle, mat1.Handle, mat2.Handle, beta, alpha, out var result), result);

        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) =>
            Result(mhf_tensor_baddbmm(Handle, batch1.Handle, batch2.Handle, beta, alpha, out var result), result);
    }
}
