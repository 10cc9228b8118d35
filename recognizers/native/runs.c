/* What a run of letters, digits and a few signs may be: something encoded, an address of IPv6, a position.
 *
 * Each function is a pattern of recognizers/written.py, and is asked only about a text that is long enough for it.
 */
#include "scan.h"

enum { HEX_RUN = 22 };

uint64_t shapes_of_coded(const Text *text) {
    size_t hex = 0, coded = 0;
    for (size_t i = 0; i <= text->size; i++) {
        uint32_t class = class_at(text, i);
        hex = class & HEX ? hex + 1 : 0;
        if (hex == HEX_RUN) return BIT(S_ENCODED);
        if (class & BASE64) coded++;
        else {
            if (coded >= CODED_RUN && may_hide(text, i - coded, i)) return BIT(S_ENCODED);
            coded = 0;
        }
    }
    return 0;
}

uint64_t shapes_of_colons(const Text *text) {
    size_t groups = 0, group = 0;
    for (size_t i = 0; i < text->size; i++) {
        if (is(text, i, HEX)) {
            group++;
            continue;
        }
        groups = text->codes[i] == ':' && group ? (group <= 4 ? groups + 1 : 1) : 0;
        group = 0;
        if (groups == INTERNET_COLONS) return BIT(S_INTERNET);
    }
    return 0;
}

uint64_t shapes_of_dots(const Text *text) {
    size_t decimals = 0;
    for (size_t i = 1; i < text->size; i++)
        decimals += text->codes[i] == '.' && is(text, i - 1, DIGITS) && is(text, i + 1, DIGITS) &&
                    is(text, i + 2, DIGITS);
    return decimals > 1 ? BIT(S_POSITION) : 0;
}
