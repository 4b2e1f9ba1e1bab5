#include "model/numeric/elementary.hpp"

// The rows behind inverse_normal. Within a row, z is a polynomial in the distance of the
// probability from the row's centre. Only z at the centres is stored; the rest follows from the
// differential equation of the quantile: with v(q) = -z(q) and w = dv/dq = -sqrt(2 pi) exp(v^2 /
// 2), dw/dq = v w^2.

namespace plimsoll::elementary {

namespace {

/// P(Z > v) = 2^e (1 + (j + 1/2) / 16) for e = -7 .. -2 and j = 0 .. 15; correctly rounded.
constexpr std::array<double, 96> scores_at_centres = {
    2.4063395309122164,  2.384769104967147,   2.364254308273186,   2.344688756533306,
    2.3259816195984695,  2.3080547099209188,  2.290840224322074,   2.2742789703084303,
    2.258318957012335,   2.242914264145479,   2.2280241254806072,  2.2136121796977286,
    2.199645853120822,   2.1860958473587293,  2.1729357111045675,  2.1601414799899827,
    2.1415890891473204,  2.1179454536776157,  2.095429690530789,   2.0739286531449,
    2.0533456905521748,  2.0335975655396914,  2.0146120633558198,  1.9963261127753262,
    1.9786842928597752,  1.9616376339009496,  1.9451426454484448,  1.9291605215562742,
    1.9136564857307499,  1.898599247029864,   1.8839605453600743,  1.8697147689238782,
    1.8490324651688852,  1.8226304866355294,  1.7974410739494198,  1.77334307781058,
    1.7502329518399755,  1.7280214712190125,  1.706631185363118,   1.6859944154656104,
    1.666051662388449,   1.6467503276689652,  1.6280436763225334,  1.609889988418763,
    1.592251859523289,   1.5750956196256842,  1.5583908471842915,  1.5421099601364987,
    1.5184291411525914,  1.4881218960233813,  1.4591230250215932,  1.4313017591024757,
    1.4045462481588744,  1.3787600432219227,  1.3538593640751064,  1.3297709501812092,
    1.3064303511275646,  1.2837805526081671,  1.2617708616359866,  1.2403559942306719,
    1.2194953228462238,  1.199152250993274,   1.1792936900106508,  1.1598896185252787,
    1.1315765583861883,  1.0951806527613883,  1.060180479435355,   1.0264330631379108,
    0.993815907860883,   0.9622231952954207,  0.9315628300071145,  0.9017541138301001,
    0.8727258946270402,  0.8444150773752572,  0.816765415315091,   0.7897265199432658,
    0.7632530437325705,  0.7373040004386543,  0.711842195939419,   0.6868337485747306,
    0.6501040706479952,  0.6024494531644237,  0.5561255936186914,  0.5109658067382474,
    0.4668251228525896,  0.42357608420119963, 0.38110545476355645, 0.3393116065388172,
    0.29810241293048684, 0.25739352610093824, 0.21710694721012974, 0.17716982099173983,
    0.1375134021443359,  0.09807215248866107, 0.05878293606894306, 0.01958428523012692,
};

constexpr double root_two_pi = 2.5066282746310005024;

/// The Taylor series of v about `centre` to the tenth degree, brought down to the eighth over
/// |distance| <= half_width by exchanging its last two powers for Chebyshev polynomials
/// (x^10 - T10 / 512 and x^9 - T9 / 256 are of lower degree; Lanczos' economisation).
constexpr InverseNormalRow row_about(double centre, double score, double half_width) {
    std::array<double, 11> v = {score, -root_two_pi * exponential(0.5 * score * score)};
    for (std::size_t k = 0; k + 2 < v.size(); ++k) {
        double coefficient = 0; // of distance^k in v w^2
        for (std::size_t i = 0; i <= k; ++i) {
            for (std::size_t j = 0; i + j <= k; ++j) {
                const std::size_t m = k - i - j;
                coefficient += v[i] * static_cast<double>((j + 1) * (m + 1)) * v[j + 1] * v[m + 1];
            }
        }
        v[k + 2] = coefficient / static_cast<double>((k + 1) * (k + 2));
    }
    const double h2 = half_width * half_width;
    const double tenth = v[10];
    v[8] += tenth * h2 * (1280.0 / 512.0);
    v[6] -= tenth * h2 * h2 * (1120.0 / 512.0);
    v[4] += tenth * h2 * h2 * h2 * (400.0 / 512.0);
    v[2] -= tenth * h2 * h2 * h2 * h2 * (50.0 / 512.0);
    v[0] += tenth * h2 * h2 * h2 * h2 * h2 * (1.0 / 512.0);
    const double ninth = v[9];
    v[7] += ninth * h2 * (576.0 / 256.0);
    v[5] -= ninth * h2 * h2 * (432.0 / 256.0);
    v[3] += ninth * h2 * h2 * h2 * (120.0 / 256.0);
    v[1] -= ninth * h2 * h2 * h2 * h2 * (9.0 / 256.0);
    return {centre, {v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8]}};
}

constexpr std::array<InverseNormalRow, 97> all_rows() {
    std::array<InverseNormalRow, 97> rows{};
    double octave = 0x1p-7;
    for (std::size_t i = 0; i < scores_at_centres.size(); ++i) {
        const double centre = octave * (1.0 + (static_cast<double>(i % 16) + 0.5) / 16.0);
        rows[i] = row_about(centre, scores_at_centres[i], octave / 32.0);
        octave *= i % 16 == 15 ? 2.0 : 1.0;
    }
    rows[96] = row_about(0.5, 0.0, 0x1p-6); // one half itself, so that its score is exactly 0
    return rows;
}

} // namespace

constexpr std::array<InverseNormalRow, 97> rows_at_compile_time = all_rows();
const std::array<InverseNormalRow, 97> inverse_normal_rows = rows_at_compile_time;

} // namespace plimsoll::elementary
