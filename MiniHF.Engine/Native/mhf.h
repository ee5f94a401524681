/* The C ABI of the shim over libtorch.
 *
 * Every function returns MHF_OK or MHF_ERROR and writes its results through its last arguments; after MHF_ERROR nothing is written
 * and mhf_last_error() has the reason, for the calling thread until its next error. Tensors come out new and belong to the caller
 * (mhf_tensor_free). In-place operations end in an underscore. An optional tensor or generator is a null pointer, an optional dtype
 * is negative, an optional number has kind MHF_SCALAR_NONE. Types and devices are numbered as in c10. Flags are 0 or 1.
 */
#pragma once

#include <stdint.h>

#define MHF_OK 0
#define MHF_ERROR 1

#define MHF_SCALAR_NONE 0
#define MHF_SCALAR_INTEGER 1
#define MHF_SCALAR_FLOATING 2
#define MHF_SCALAR_BOOLEAN 3

#ifdef __cplusplus
extern "C"
{
#endif

#pragma GCC visibility push(default)

typedef struct mhf_tensor mhf_tensor;
typedef struct mhf_generator mhf_generator;
typedef struct mhf_mapping mhf_mapping;
typedef struct mhf_inference_guard mhf_inference_guard;

/* A number: bits is the integer itself, or a double's bits. */
typedef struct mhf_scalar
{
    int64_t bits;
    int32_t kind;
} mhf_scalar;

typedef struct mhf_tensor_info
{
    void* data; /* null unless on the CPU */
    int64_t elements;
    int32_t dimensions;
    int32_t dtype;
    int32_t device_type;
    int32_t device_index;
    int32_t is_contiguous;
    int32_t element_size;
} mhf_tensor_info;

/* UTF-8; never null. */
const char* mhf_last_error(void);

/* Making tensors, and what a tensor says about itself */

int32_t mhf_tensor_empty(const int64_t* sizes, int32_t count, int32_t dtype, int32_t device_type, int32_t device_index, mhf_tensor** out);
int32_t mhf_tensor_zeros(const int64_t* sizes, int32_t count, int32_t dtype, int32_t device_type, int32_t device_index, mhf_tensor** out);
int32_t mhf_tensor_ones(const int64_t* sizes, int32_t count, int32_t dtype, int32_t device_type, int32_t device_index, mhf_tensor** out);
int32_t mhf_tensor_full(
    const int64_t* sizes, int32_t count, mhf_scalar fill, int32_t dtype, int32_t device_type, int32_t device_index, mhf_tensor** out);
int32_t mhf_tensor_arange(
    mhf_scalar start, mhf_scalar stop, mhf_scalar step, int32_t dtype, int32_t device_type, int32_t device_index, mhf_tensor** out);
/* Copies; bytes must be what sizes and dtype ask for. */
int32_t mhf_tensor_from_data(const void* data, int64_t bytes, const int64_t* sizes, int32_t count, int32_t dtype, mhf_tensor** out);
int32_t mhf_tensor_empty_like(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_zeros_like(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_ones_like(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_free(mhf_tensor* self);
int32_t mhf_tensor_describe(const mhf_tensor* self, mhf_tensor_info* info);
int32_t mhf_tensor_sizes(const mhf_tensor* self, int64_t* sizes, int32_t capacity);
int32_t mhf_tensor_strides(const mhf_tensor* self, int64_t* strides, int32_t capacity);
int32_t mhf_tensor_item(const mhf_tensor* self, double* floating, int64_t* integral);
int32_t mhf_tensor_is_same(const mhf_tensor* self, const mhf_tensor* other, int32_t* out);

/* Shape, type and place */

int32_t mhf_tensor_clone(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_detach(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_contiguous(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_t(const mhf_tensor* self, mhf_tensor** out);
/* Gives self itself where nothing changes and copy is 0. */
int32_t mhf_tensor_to(
    const mhf_tensor* self, int32_t dtype, int32_t device_type, int32_t device_index, int32_t non_blocking, int32_t copy,
    mhf_tensor** out);
int32_t mhf_tensor_copy_(mhf_tensor* self, const mhf_tensor* source, int32_t non_blocking);
int32_t mhf_tensor_view(const mhf_tensor* self, const int64_t* sizes, int32_t count, mhf_tensor** out);
int32_t mhf_tensor_reshape(const mhf_tensor* self, const int64_t* sizes, int32_t count, mhf_tensor** out);
int32_t mhf_tensor_expand(const mhf_tensor* self, const int64_t* sizes, int32_t count, mhf_tensor** out);
int32_t mhf_tensor_repeat(const mhf_tensor* self, const int64_t* sizes, int32_t count, mhf_tensor** out);
int32_t mhf_tensor_permute(const mhf_tensor* self, const int64_t* dims, int32_t count, mhf_tensor** out);
int32_t mhf_tensor_transpose(const mhf_tensor* self, int64_t first, int64_t second, mhf_tensor** out);
int32_t mhf_tensor_unsqueeze(const mhf_tensor* self, int64_t dim, mhf_tensor** out);
int32_t mhf_tensor_squeeze(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_squeeze_dim(const mhf_tensor* self, int64_t dim, mhf_tensor** out);
int32_t mhf_tensor_flatten(const mhf_tensor* self, int64_t start_dim, int64_t end_dim, mhf_tensor** out);
int32_t mhf_tensor_repeat_interleave(const mhf_tensor* self, int64_t repeats, int64_t dim, mhf_tensor** out);
int32_t mhf_tensor_narrow(const mhf_tensor* self, int64_t dim, int64_t start, int64_t length, mhf_tensor** out);
int32_t mhf_tensor_slice(const mhf_tensor* self, int64_t dim, int64_t start, int64_t stop, int64_t step, mhf_tensor** out);
int32_t mhf_tensor_select(const mhf_tensor* self, int64_t dim, int64_t index, mhf_tensor** out);
int32_t mhf_tensor_flip(const mhf_tensor* self, const int64_t* dims, int32_t count, mhf_tensor** out);
int32_t mhf_tensor_roll(
    const mhf_tensor* self, const int64_t* shifts, int32_t shift_count, const int64_t* dims, int32_t dim_count, mhf_tensor** out);
int32_t mhf_tensor_cat(const mhf_tensor* const* tensors, int32_t count, int64_t dim, mhf_tensor** out);
int32_t mhf_tensor_stack(const mhf_tensor* const* tensors, int32_t count, int64_t dim, mhf_tensor** out);
/* capacity is the room in out; count the number written. All or nothing; the same for every list. */
int32_t mhf_tensor_split(const mhf_tensor* self, int64_t size, int64_t dim, mhf_tensor** out, int32_t capacity, int32_t* count);
int32_t mhf_tensor_split_with_sizes(
    const mhf_tensor* self, const int64_t* sizes, int32_t size_count, int64_t dim, mhf_tensor** out, int32_t capacity, int32_t* count);
int32_t mhf_tensor_chunk(const mhf_tensor* self, int64_t chunks, int64_t dim, mhf_tensor** out, int32_t capacity, int32_t* count);

/* Picking and placing */

int32_t mhf_tensor_index_select(const mhf_tensor* self, int64_t dim, const mhf_tensor* index, mhf_tensor** out);
int32_t mhf_tensor_gather(const mhf_tensor* self, int64_t dim, const mhf_tensor* index, mhf_tensor** out);
int32_t mhf_tensor_scatter(const mhf_tensor* self, int64_t dim, const mhf_tensor* index, const mhf_tensor* source, mhf_tensor** out);
int32_t mhf_tensor_scatter_(mhf_tensor* self, int64_t dim, const mhf_tensor* index, const mhf_tensor* source);
int32_t mhf_tensor_scatter_scalar_(mhf_tensor* self, int64_t dim, const mhf_tensor* index, mhf_scalar fill);
int32_t mhf_tensor_index_copy_(mhf_tensor* self, int64_t dim, const mhf_tensor* index, const mhf_tensor* source);
int32_t mhf_tensor_index_add_(mhf_tensor* self, int64_t dim, const mhf_tensor* index, const mhf_tensor* source, mhf_scalar alpha);
int32_t mhf_tensor_masked_fill(const mhf_tensor* self, const mhf_tensor* mask, mhf_scalar fill, mhf_tensor** out);
int32_t mhf_tensor_masked_fill_(mhf_tensor* self, const mhf_tensor* mask, mhf_scalar fill);
int32_t mhf_tensor_masked_select(const mhf_tensor* self, const mhf_tensor* mask, mhf_tensor** out);
int32_t mhf_tensor_where(const mhf_tensor* condition, const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out);
int32_t mhf_tensor_nonzero(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_tril(const mhf_tensor* self, int64_t diagonal, mhf_tensor** out);
int32_t mhf_tensor_triu(const mhf_tensor* self, int64_t diagonal, mhf_tensor** out);

/* Element by element */

int32_t mhf_tensor_sqrt(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_rsqrt(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_exp(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_log(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_log1p(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_abs(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_neg(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_sin(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_cos(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_tanh(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_sigmoid(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_erf(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_reciprocal(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_square(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_sign(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_floor(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_ceil(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_round(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_logical_not(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_isfinite(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_isnan(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_isinf(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_neg_(mhf_tensor* self);
int32_t mhf_tensor_zero_(mhf_tensor* self);
int32_t mhf_tensor_sqrt_(mhf_tensor* self);
int32_t mhf_tensor_exp_(mhf_tensor* self);
int32_t mhf_tensor_log_(mhf_tensor* self);
int32_t mhf_tensor_reciprocal_(mhf_tensor* self);
int32_t mhf_tensor_add(const mhf_tensor* self, const mhf_tensor* other, mhf_scalar alpha, mhf_tensor** out);
int32_t mhf_tensor_add_scalar(const mhf_tensor* self, mhf_scalar other, mhf_tensor** out);
int32_t mhf_tensor_add_(mhf_tensor* self, const mhf_tensor* other, mhf_scalar alpha);
int32_t mhf_tensor_add_scalar_(mhf_tensor* self, mhf_scalar other);
int32_t mhf_tensor_sub(const mhf_tensor* self, const mhf_tensor* other, mhf_scalar alpha, mhf_tensor** out);
int32_t mhf_tensor_sub_scalar(const mhf_tensor* self, mhf_scalar other, mhf_tensor** out);
int32_t mhf_tensor_sub_(mhf_tensor* self, const mhf_tensor* other, mhf_scalar alpha);
int32_t mhf_tensor_sub_scalar_(mhf_tensor* self, mhf_scalar other);
int32_t mhf_tensor_mul(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out);
int32_t mhf_tensor_mul_scalar(const mhf_tensor* self, mhf_scalar other, mhf_tensor** out);
int32_t mhf_tensor_mul_(mhf_tensor* self, const mhf_tensor* other);
int32_t mhf_tensor_mul_scalar_(mhf_tensor* self, mhf_scalar other);
int32_t mhf_tensor_div(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out);
int32_t mhf_tensor_div_scalar(const mhf_tensor* self, mhf_scalar other, mhf_tensor** out);
int32_t mhf_tensor_div_(mhf_tensor* self, const mhf_tensor* other);
int32_t mhf_tensor_div_scalar_(mhf_tensor* self, mhf_scalar other);
int32_t mhf_tensor_rsub_scalar(const mhf_tensor* self, mhf_scalar other, mhf_tensor** out);
int32_t mhf_tensor_remainder_scalar(const mhf_tensor* self, mhf_scalar other, mhf_tensor** out);
int32_t mhf_tensor_floor_divide_scalar(const mhf_tensor* self, mhf_scalar other, mhf_tensor** out);
int32_t mhf_tensor_pow(const mhf_tensor* self, const mhf_tensor* exponent, mhf_tensor** out);
int32_t mhf_tensor_pow_scalar(const mhf_tensor* self, mhf_scalar exponent, mhf_tensor** out);
int32_t mhf_tensor_eq(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out);
int32_t mhf_tensor_eq_scalar(const mhf_tensor* self, mhf_scalar other, mhf_tensor** out);
int32_t mhf_tensor_ne(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out);
int32_t mhf_tensor_ne_scalar(const mhf_tensor* self, mhf_scalar other, mhf_tensor** out);
int32_t mhf_tensor_lt(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out);
int32_t mhf_tensor_lt_scalar(const mhf_tensor* self, mhf_scalar other, mhf_tensor** out);
int32_t mhf_tensor_le(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out);
int32_t mhf_tensor_le_scalar(const mhf_tensor* self, mhf_scalar other, mhf_tensor** out);
int32_t mhf_tensor_gt(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out);
int32_t mhf_tensor_gt_scalar(const mhf_tensor* self, mhf_scalar other, mhf_tensor** out);
int32_t mhf_tensor_ge(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out);
int32_t mhf_tensor_ge_scalar(const mhf_tensor* self, mhf_scalar other, mhf_tensor** out);
int32_t mhf_tensor_logical_and(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out);
int32_t mhf_tensor_logical_or(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out);
int32_t mhf_tensor_maximum(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out);
int32_t mhf_tensor_minimum(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out);
int32_t mhf_tensor_clamp(const mhf_tensor* self, mhf_scalar lower, mhf_scalar upper, mhf_tensor** out);
int32_t mhf_tensor_clamp_(mhf_tensor* self, mhf_scalar lower, mhf_scalar upper);
int32_t mhf_tensor_lerp_scalar(const mhf_tensor* self, const mhf_tensor* end, mhf_scalar weight, mhf_tensor** out);
int32_t mhf_tensor_lerp_scalar_(mhf_tensor* self, const mhf_tensor* end, mhf_scalar weight);
int32_t mhf_tensor_addcmul_(mhf_tensor* self, const mhf_tensor* first, const mhf_tensor* second, mhf_scalar factor);
int32_t mhf_tensor_addcdiv_(mhf_tensor* self, const mhf_tensor* first, const mhf_tensor* second, mhf_scalar factor);
int32_t mhf_tensor_fill_(mhf_tensor* self, mhf_scalar fill);

/* Reductions */

int32_t mhf_tensor_sum(const mhf_tensor* self, int32_t dtype, mhf_tensor** out);
int32_t mhf_tensor_sum_dims(const mhf_tensor* self, const int64_t* dims, int32_t count, int32_t keepdim, int32_t dtype, mhf_tensor** out);
int32_t mhf_tensor_mean(const mhf_tensor* self, int32_t dtype, mhf_tensor** out);
int32_t mhf_tensor_mean_dims(const mhf_tensor* self, const int64_t* dims, int32_t count, int32_t keepdim, int32_t dtype, mhf_tensor** out);
int32_t mhf_tensor_var(const mhf_tensor* self, int32_t unbiased, mhf_tensor** out);
int32_t mhf_tensor_var_dims(
    const mhf_tensor* self, const int64_t* dims, int32_t count, int32_t unbiased, int32_t keepdim, mhf_tensor** out);
int32_t mhf_tensor_norm(const mhf_tensor* self, mhf_scalar p, mhf_tensor** out);
int32_t mhf_tensor_norm_dims(const mhf_tensor* self, mhf_scalar p, const int64_t* dims, int32_t count, int32_t keepdim, mhf_tensor** out);
int32_t mhf_tensor_max(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_min(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_amax(const mhf_tensor* self, const int64_t* dims, int32_t count, int32_t keepdim, mhf_tensor** out);
int32_t mhf_tensor_amin(const mhf_tensor* self, const int64_t* dims, int32_t count, int32_t keepdim, mhf_tensor** out);
int32_t mhf_tensor_max_dim(const mhf_tensor* self, int64_t dim, int32_t keepdim, mhf_tensor** values, mhf_tensor** indices);
int32_t mhf_tensor_min_dim(const mhf_tensor* self, int64_t dim, int32_t keepdim, mhf_tensor** values, mhf_tensor** indices);
int32_t mhf_tensor_argmax(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_argmax_dim(const mhf_tensor* self, int64_t dim, int32_t keepdim, mhf_tensor** out);
int32_t mhf_tensor_argmin_dim(const mhf_tensor* self, int64_t dim, int32_t keepdim, mhf_tensor** out);
int32_t mhf_tensor_topk(
    const mhf_tensor* self, int64_t k, int64_t dim, int32_t largest, int32_t sorted, mhf_tensor** values, mhf_tensor** indices);
int32_t mhf_tensor_sort(const mhf_tensor* self, int64_t dim, int32_t descending, mhf_tensor** values, mhf_tensor** indices);
int32_t mhf_tensor_argsort(const mhf_tensor* self, int64_t dim, int32_t descending, mhf_tensor** out);
int32_t mhf_tensor_cumsum(const mhf_tensor* self, int64_t dim, int32_t dtype, mhf_tensor** out);
int32_t mhf_tensor_logsumexp(const mhf_tensor* self, const int64_t* dims, int32_t count, int32_t keepdim, mhf_tensor** out);
int32_t mhf_tensor_softmax(const mhf_tensor* self, int64_t dim, int32_t dtype, mhf_tensor** out);
int32_t mhf_tensor_log_softmax(const mhf_tensor* self, int64_t dim, int32_t dtype, mhf_tensor** out);
int32_t mhf_tensor_all(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_any(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_tensor_all_dim(const mhf_tensor* self, int64_t dim, int32_t keepdim, mhf_tensor** out);
int32_t mhf_tensor_any_dim(const mhf_tensor* self, int64_t dim, int32_t keepdim, mhf_tensor** out);
int32_t mhf_tensor_allclose(
    const mhf_tensor* self, const mhf_tensor* other, double relative, double absolute, int32_t equal_nan, int32_t* out);
int32_t mhf_tensor_equal(const mhf_tensor* self, const mhf_tensor* other, int32_t* out);

/* Matrix products */

int32_t mhf_tensor_matmul(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out);
int32_t mhf_tensor_mm(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out);
int32_t mhf_tensor_bmm(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out);
int32_t mhf_tensor_mv(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out);
int32_t mhf_tensor_dot(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out);
int32_t mhf_tensor_outer(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out);
int32_t mhf_tensor_addmm(
    const mhf_tensor* self, const mhf_tensor* first, const mhf_tensor* second, mhf_scalar beta, mhf_scalar alpha, mhf_tensor** out);
int32_t mhf_tensor_baddbmm(
    const mhf_tensor* self, const mhf_tensor* first, const mhf_tensor* second, mhf_scalar beta, mhf_scalar alpha, mhf_tensor** out);

/* Layers, activations, losses */

int32_t mhf_nn_linear(const mhf_tensor* input, const mhf_tensor* weight, const mhf_tensor* bias, mhf_tensor** out);
int32_t mhf_nn_embedding(const mhf_tensor* weight, const mhf_tensor* indices, mhf_tensor** out);
int32_t mhf_nn_layer_norm(
    const mhf_tensor* input, const int64_t* sizes, int32_t count, const mhf_tensor* weight, const mhf_tensor* bias, double eps,
    mhf_tensor** out);
int32_t mhf_nn_cross_entropy(
    const mhf_tensor* input, const mhf_tensor* target, const mhf_tensor* weight, int64_t reduction, int64_t ignore_index,
    double label_smoothing, mhf_tensor** out);
int32_t mhf_nn_nll_loss(
    const mhf_tensor* input, const mhf_tensor* target, const mhf_tensor* weight, int64_t reduction, int64_t ignore_index,
    mhf_tensor** out);
int32_t mhf_nn_binary_cross_entropy_with_logits(const mhf_tensor* input, const mhf_tensor* target, int64_t reduction, mhf_tensor** out);
int32_t mhf_nn_mse_loss(const mhf_tensor* input, const mhf_tensor* target, int64_t reduction, mhf_tensor** out);
int32_t mhf_nn_dropout(const mhf_tensor* input, double p, int32_t training, mhf_tensor** out);
int32_t mhf_nn_relu(const mhf_tensor* input, mhf_tensor** out);
int32_t mhf_nn_silu(const mhf_tensor* input, mhf_tensor** out);
int32_t mhf_nn_gelu(const mhf_tensor* input, int32_t approximate_tanh, mhf_tensor** out);
int32_t mhf_nn_softplus(const mhf_tensor* input, double beta, double threshold, mhf_tensor** out);
int32_t mhf_nn_logsigmoid(const mhf_tensor* input, mhf_tensor** out);
int32_t mhf_nn_scaled_dot_product_attention(
    const mhf_tensor* query, const mhf_tensor* key, const mhf_tensor* attention_value, const mhf_tensor* mask, double dropout,
    int32_t is_causal, mhf_tensor** out);

/* Gradients */

int32_t mhf_autograd_requires_grad(const mhf_tensor* self, int32_t* out);
int32_t mhf_autograd_requires_grad_(mhf_tensor* self, int32_t requires_grad);
int32_t mhf_autograd_is_leaf(const mhf_tensor* self, int32_t* out);
int32_t mhf_autograd_grad(const mhf_tensor* self, mhf_tensor** out);
int32_t mhf_autograd_set_grad(mhf_tensor* self, const mhf_tensor* gradient);
int32_t mhf_autograd_backward(const mhf_tensor* self, const mhf_tensor* gradient, int32_t retain_graph, int32_t create_graph);
int32_t mhf_autograd_grad_of(
    const mhf_tensor* const* outputs, int32_t output_count, const mhf_tensor* const* inputs, int32_t input_count, int32_t retain_graph,
    int32_t create_graph, int32_t allow_unused, mhf_tensor** out, int32_t capacity, int32_t* count);
int32_t mhf_autograd_is_grad_enabled(int32_t* out);
int32_t mhf_autograd_set_grad_enabled(int32_t enabled);
int32_t mhf_autograd_is_inference_mode(int32_t* out);
int32_t mhf_autograd_inference_enter(int32_t enabled, mhf_inference_guard** out);
/* On the thread that entered, innermost first. */
int32_t mhf_autograd_inference_exit(mhf_inference_guard* guard);
int32_t mhf_autograd_clip_grad_norm_(
    const mhf_tensor* const* parameters, int32_t count, double max_norm, int32_t error_if_nonfinite, double* total_norm);

/* Chance */

int32_t mhf_random_manual_seed(int64_t seed);
/* A stream of its own for that device. */
int32_t mhf_random_generator_new(int64_t seed, int32_t device_type, int32_t device_index, mhf_generator** out);
int32_t mhf_random_generator_free(mhf_generator* generator);
int32_t mhf_random_generator_manual_seed(mhf_generator* generator, int64_t seed);
int32_t mhf_random_generator_initial_seed(const mhf_generator* generator, int64_t* out);
int32_t mhf_random_generator_get_state(const mhf_generator* generator, mhf_tensor** out);
int32_t mhf_random_generator_set_state(mhf_generator* generator, const mhf_tensor* state);
int32_t mhf_random_rand(
    const int64_t* sizes, int32_t count, int32_t dtype, int32_t device_type, int32_t device_index, const mhf_generator* generator,
    mhf_tensor** out);
int32_t mhf_random_randn(
    const int64_t* sizes, int32_t count, int32_t dtype, int32_t device_type, int32_t device_index, const mhf_generator* generator,
    mhf_tensor** out);
int32_t mhf_random_randint(
    int64_t low, int64_t high, const int64_t* sizes, int32_t count, int32_t dtype, int32_t device_type, int32_t device_index,
    const mhf_generator* generator, mhf_tensor** out);
int32_t mhf_random_randperm(
    int64_t n, int32_t dtype, int32_t device_type, int32_t device_index, const mhf_generator* generator, mhf_tensor** out);
int32_t mhf_random_multinomial(
    const mhf_tensor* self, int64_t samples, int32_t replacement, const mhf_generator* generator, mhf_tensor** out);
int32_t mhf_random_normal_(mhf_tensor* self, double mean, double deviation, const mhf_generator* generator);
int32_t mhf_random_uniform_(mhf_tensor* self, double from, double to, const mhf_generator* generator);
int32_t mhf_random_exponential_(mhf_tensor* self, double rate, const mhf_generator* generator);
int32_t mhf_random_bernoulli_(mhf_tensor* self, double p, const mhf_generator* generator);

/* Optimizers */

/* step counts from 1. */
int32_t mhf_optim_adamw_(
    mhf_tensor* parameter, const mhf_tensor* gradient, mhf_tensor* average, mhf_tensor* average_square, int64_t step,
    double learning_rate, double beta1, double beta2, double eps, double weight_decay);

/* Fused for decoding on the CPU */

int32_t mhf_fused_rms_norm(const mhf_tensor* input, const mhf_tensor* weight, double eps, mhf_tensor** out);
/* self is (rows, heads, width) with a dense last dimension; turned in place by cosines and sines (positions, half). */
int32_t mhf_fused_rotary_(
    mhf_tensor* self, const mhf_tensor* cosines, const mhf_tensor* sines, const mhf_tensor* positions, int32_t interleaved);
/* One query a row, (rows, heads, width); row r attends to the segments row_offsets[r] <= s < row_offsets[r + 1], the first
   lengths[s] positions of each. keys[s] and values[s] are (kv heads, capacity, width), any strides with a dense last dimension. */
int32_t mhf_fused_cached_attention(
    const mhf_tensor* query, const mhf_tensor* const* keys, const mhf_tensor* const* values, const int64_t* lengths,
    int32_t segment_count, const int32_t* row_offsets, int32_t row_offset_count, double scale, mhf_tensor** out);
/* A row of the result is the same to the bit whatever other rows are in the call. */
int32_t mhf_fused_linear_rows(const mhf_tensor* input, const mhf_tensor* weight, const mhf_tensor* bias, mhf_tensor** out);
/* self[r] += b (scaling * (a input[r])) for count rows from first on, with a (rank, inputs) and b (outputs, rank); all Float32.
   A row of the result is the same to the bit whatever other rows are in the call. */
int32_t mhf_fused_add_low_rank_(
    mhf_tensor* self, const mhf_tensor* input, const mhf_tensor* a, const mhf_tensor* b, double scaling, int64_t first, int64_t count);
/* f(input) * factor, elementwise; factor may be null. kind: 0 silu, 1 gelu (by erf), 2 gelu (by tanh), 3 relu. */
int32_t mhf_fused_activation(const mhf_tensor* input, const mhf_tensor* factor, int32_t kind, mhf_tensor** out);

/* Fused functions that record a gradient (which has none itself), on the CPU: as mhf_fused_*, into new tensors. gated_silu is silu(input) * factor.
   packed_attention is softmax(q k^T / sqrt(D)) v of texts one behind the other, (N, H, D): each token sees its own text up to itself. */
int32_t mhf_recorded_rms_norm(const mhf_tensor* input, const mhf_tensor* weight, double eps, mhf_tensor** out);
int32_t mhf_recorded_gated_silu(const mhf_tensor* input, const mhf_tensor* factor, mhf_tensor** out);
int32_t mhf_recorded_rotary(
    const mhf_tensor* input, const mhf_tensor* cosines, const mhf_tensor* sines, const mhf_tensor* positions, int32_t interleaved, mhf_tensor** out);
int32_t mhf_recorded_packed_attention(
    const mhf_tensor* query, const mhf_tensor* key, const mhf_tensor* weighed, const int64_t* lengths, int32_t count, mhf_tensor** out);

/* Quantized matrices, on the CPU */

/* kind 0, int8: codes (rows, columns) Int8, scales (rows, 1) Float32. kind 1, nf4: blocks of 64 elements, codes (rows, 32 * blocks) Byte,
   scales (rows, blocks) BFloat16. The weight may be of any strides and floating-point type; it is widened a few rows at a time. */
int32_t mhf_quantized_pack(const mhf_tensor* weight, int32_t kind, mhf_tensor** codes, mhf_tensor** scales);
/* All rows, or those that rows (count) Int64 names, which may be null. */
int32_t mhf_quantized_unpack(
    const mhf_tensor* codes, const mhf_tensor* scales, int32_t kind, int64_t columns, const mhf_tensor* rows, int32_t dtype, mhf_tensor** out);
/* A row of the result is the same to the bit whatever other rows are in the call. Gives no gradient. */
int32_t mhf_quantized_linear_rows(
    const mhf_tensor* input, const mhf_tensor* codes, const mhf_tensor* scales, int32_t kind, const mhf_tensor* bias, mhf_tensor** out);
/* Through the library's product; the gradient flows to input. */
int32_t mhf_quantized_linear(
    const mhf_tensor* input, const mhf_tensor* codes, const mhf_tensor* scales, int32_t kind, const mhf_tensor* bias, mhf_tensor** out);

/* Mapped files */

/* The tensors of a mapping keep it alive; the mapping itself may be freed at any time. */
int32_t mhf_mapping_open(const char* path, mhf_mapping** out, const uint8_t** data, int64_t* length);
int32_t mhf_mapping_free(mhf_mapping* mapping);
int32_t mhf_mapping_tensor(
    const mhf_mapping* mapping, int64_t offset, const int64_t* sizes, int32_t count, int32_t dtype, mhf_tensor** out);

/* The machine */

int32_t mhf_device_torch_version(const char** out);
int32_t mhf_device_kernel_isa(const char** out);
/* For the calling thread: "baseline", "avx2", "avx512"; null goes back to what MINIHF_KERNELS names or the processor does best. */
int32_t mhf_device_set_kernel_isa(const char* name);
int32_t mhf_device_get_num_threads(int32_t* out);
int32_t mhf_device_set_num_threads(int32_t count);
int32_t mhf_device_cuda_is_available(int32_t* out);
int32_t mhf_device_cuda_device_count(int32_t* out);
int32_t mhf_device_cuda_synchronize(int64_t device_index);

#pragma GCC visibility pop

#ifdef __cplusplus
}
#endif
