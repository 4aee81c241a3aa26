// The selective scan on the CPU, forward and backward, float32. See selective_scan.py for the formulas.
//
// Layouts (innermost last): u, delta, y [batch, direction, token, channel]; B, C [batch, direction, token, state];
// A [direction, state, channel]; D [direction, channel]; kept [batch, direction, checkpoint, state, channel].
// One task is one (batch, direction) pair, and every sum is made inside one task in a fixed order, so results
// do not depend on the number of threads.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

namespace {

// Channels are walked in groups of this size, so that the states of one group stay in the nearest caches.
constexpr int64_t GROUP = 32;

// exp(x) for x <= 0: 2^whole * (a polynomial of the rest); relative error about 2e-7, and plain enough to vectorise.
inline float exp_of_negative(float x) {
    x = x < -87.0f ? -87.0f : x;
    const float scaled = x * 1.44269504088896341f;
    const float whole = std::nearbyint(scaled);
    const float r = (x - whole * 0.693359375f) + whole * 2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * r * r + r + 1.0f;
    const int32_t bits = (static_cast<int32_t>(whole) + 127) << 23;
    float power;
    std::memcpy(&power, &bits, sizeof power);
    return p * power;
}

}  // namespace

extern "C" void scan_forward(int64_t batch, int64_t directions, int64_t tokens, int64_t channels, int64_t states,
                             int64_t per_checkpoint, int64_t threads, const float* u_all, const float* delta_all,
                             const float* A_all, const float* B_all, const float* C_all, const float* D_all,
                             float* y_all, float* kept_all) {
    const int64_t checkpoints = (tokens + per_checkpoint - 1) / per_checkpoint;
#pragma omp parallel for num_threads(threads) schedule(static)
    for (int64_t task = 0; task < batch * directions; task++) {
        const int64_t k = task % directions;
        const float* A = A_all + k * states * channels;
        const float* D = D_all + k * channels;
        const float* B = B_all + task * tokens * states;
        const float* C = C_all + task * tokens * states;
        std::vector<float> h(states * GROUP);
        for (int64_t first = 0; first < channels; first += GROUP) {
            const int64_t width = channels - first < GROUP ? channels - first : GROUP;
            std::fill(h.begin(), h.end(), 0.0f);
            for (int64_t l = 0; l < tokens; l++) {
                const int64_t at = (task * tokens + l) * channels + first;
                if (l % per_checkpoint == 0) {
                    float* kept = kept_all + (task * checkpoints + l / per_checkpoint) * states * channels + first;
                    for (int64_t n = 0; n < states; n++)
                        std::memcpy(kept + n * channels, h.data() + n * GROUP, width * sizeof(float));
                }
                float step[GROUP], input[GROUP], sum[GROUP];
                for (int64_t d = 0; d < width; d++) {
                    step[d] = delta_all[at + d];
                    input[d] = step[d] * u_all[at + d];
                    sum[d] = D[first + d] * u_all[at + d];
                }
                for (int64_t n = 0; n < states; n++) {
                    const float b = B[l * states + n], c = C[l * states + n];
                    const float* rate = A + n * channels + first;
                    float* state = h.data() + n * GROUP;
                    for (int64_t d = 0; d < width; d++) {
                        const float next = exp_of_negative(step[d] * rate[d]) * state[d] + b * input[d];
                        state[d] = next;
                        sum[d] += c * next;
                    }
                }
                for (int64_t d = 0; d < width; d++) y_all[at + d] = sum[d];
            }
        }
    }
}

extern "C" void scan_backward(int64_t batch, int64_t directions, int64_t tokens, int64_t channels, int64_t states,
                              int64_t per_checkpoint, int64_t threads, const float* u_all, const float* delta_all,
                              const float* A_all, const float* B_all, const float* C_all, const float* D_all,
                              const float* kept_all, const float* gradient_y_all, float* gradient_u_all,
                              float* gradient_delta_all, float* gradient_A_all, float* gradient_B_all,
                              float* gradient_C_all) {
    const int64_t checkpoints = (tokens + per_checkpoint - 1) / per_checkpoint;
#pragma omp parallel for num_threads(threads) schedule(static)
    for (int64_t task = 0; task < batch * directions; task++) {
        const int64_t k = task % directions;
        const float* A = A_all + k * states * channels;
        const float* D = D_all + k * channels;
        const float* B = B_all + task * tokens * states;
        const float* C = C_all + task * tokens * states;
        float* gradient_A = gradient_A_all + task * states * channels;
        float* gradient_B = gradient_B_all + task * tokens * states;
        float* gradient_C = gradient_C_all + task * tokens * states;
        std::fill(gradient_B, gradient_B + tokens * states, 0.0f);
        std::fill(gradient_C, gradient_C + tokens * states, 0.0f);
        const int64_t plane = states * GROUP;
        // before[i] is the state before token i of the chunk; before[i + 1] the state after it.
        std::vector<float> before((per_checkpoint + 1) * plane), decay(per_checkpoint * plane);
        std::vector<float> gradient_h(plane), gradient_rate(plane);
        for (int64_t first = 0; first < channels; first += GROUP) {
            const int64_t width = channels - first < GROUP ? channels - first : GROUP;
            std::fill(gradient_h.begin(), gradient_h.end(), 0.0f);
            std::fill(gradient_rate.begin(), gradient_rate.end(), 0.0f);
            for (int64_t chunk = checkpoints - 1; chunk >= 0; chunk--) {
                const int64_t start = chunk * per_checkpoint;
                const int64_t end = start + per_checkpoint < tokens ? start + per_checkpoint : tokens;
                const float* kept = kept_all + (task * checkpoints + chunk) * states * channels + first;
                for (int64_t n = 0; n < states; n++)
                    std::memcpy(before.data() + n * GROUP, kept + n * channels, width * sizeof(float));
                for (int64_t l = start; l < end; l++) {
                    const int64_t at = (task * tokens + l) * channels + first;
                    float step[GROUP], input[GROUP];
                    for (int64_t d = 0; d < width; d++) {
                        step[d] = delta_all[at + d];
                        input[d] = step[d] * u_all[at + d];
                    }
                    for (int64_t n = 0; n < states; n++) {
                        const float b = B[l * states + n];
                        const float* rate = A + n * channels + first;
                        const float* state = before.data() + (l - start) * plane + n * GROUP;
                        float* next = before.data() + (l - start + 1) * plane + n * GROUP;
                        float* factor = decay.data() + (l - start) * plane + n * GROUP;
                        for (int64_t d = 0; d < width; d++) {
                            factor[d] = exp_of_negative(step[d] * rate[d]);
                            next[d] = factor[d] * state[d] + b * input[d];
                        }
                    }
                }
                for (int64_t l = end - 1; l >= start; l--) {
                    const int64_t at = (task * tokens + l) * channels + first;
                    float step[GROUP], value[GROUP], outer[GROUP], input[GROUP], to_input[GROUP], to_step[GROUP];
                    for (int64_t d = 0; d < width; d++) {
                        step[d] = delta_all[at + d];
                        value[d] = u_all[at + d];
                        outer[d] = gradient_y_all[at + d];
                        input[d] = step[d] * value[d];
                        to_input[d] = 0.0f;
                        to_step[d] = 0.0f;
                    }
                    for (int64_t n = 0; n < states; n++) {
                        const float b = B[l * states + n], c = C[l * states + n];
                        const float* rate = A + n * channels + first;
                        const float* state = before.data() + (l - start) * plane + n * GROUP;
                        const float* next = state + plane;
                        const float* factor = decay.data() + (l - start) * plane + n * GROUP;
                        float* flowing = gradient_h.data() + n * GROUP;
                        float* slope = gradient_rate.data() + n * GROUP;
                        float sum_B = 0.0f, sum_C = 0.0f;
                        for (int64_t d = 0; d < width; d++) {
                            const float g = flowing[d] + c * outer[d];
                            const float through_decay = g * factor[d] * state[d];
                            sum_C += outer[d] * next[d];
                            sum_B += g * input[d];
                            to_input[d] += g * b;
                            to_step[d] += through_decay * rate[d];
                            slope[d] += through_decay * step[d];
                            flowing[d] = g * factor[d];
                        }
                        gradient_B[l * states + n] += sum_B;
                        gradient_C[l * states + n] += sum_C;
                    }
                    for (int64_t d = 0; d < width; d++) {
                        gradient_u_all[at + d] = to_input[d] * step[d] + outer[d] * D[first + d];
                        gradient_delta_all[at + d] = to_input[d] * value[d] + to_step[d];
                    }
                }
            }
            for (int64_t n = 0; n < states; n++)
                std::memcpy(gradient_A + n * channels + first, gradient_rate.data() + n * GROUP,
                            width * sizeof(float));
        }
    }
}
