namespace MiniHF.Engine.Torch;

public static partial class torch
{
    public static class optim
    {
        /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019).</summary>
        public static AdamWOptimizer AdamW(
            IEnumerable<Tensor> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 1e-2) =>
            new(parameters, lr, beta1, beta2, eps, weight_decay);
    }
}
