#include "scenarios/result/share_in_words.hpp"

#include "model/numeric/number_text.hpp"

#include <cmath>

namespace plimsoll {

std::string share_in_words(double share, double promised) {
    for (const double scale : {100., 1000., 10000.}) {
        const double rounded = std::floor(share * scale + 0.5) / scale;
        if ((rounded < promised) == (share < promised) && (rounded < 1 || share >= 1) &&
            (rounded > 0 || share <= 0)) {
            return number_to_text(std::floor(share * scale + 0.5) / (scale / 100)) + "%";
        }
    }
    if (share >= promised && share > 0.9999) {
        return "over 99.99%";
    }
    return share >= promised ? "just above " + number_to_text(promised * 100) + "%"
                             : "just below " + number_to_text(promised * 100) + "%";
}

} // namespace plimsoll
