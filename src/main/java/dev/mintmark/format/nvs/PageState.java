package dev.mintmark.format.nvs;

/** State of a page; each is the one before with a bit cleared, as flash allows (nvs_page.hpp, PageState). */
enum PageState {
    UNINITIALISED(0xFFFF_FFFF),
    ACTIVE(0xFFFF_FFFE),
    FULL(0xFFFF_FFFC),
    FREEING(0xFFFF_FFF8),
    CORRUPT(0xFFFF_FFF0);

    private static final PageState[] ALL = values();

    final int code;

    PageState(int code) {
        this.code = code;
    }

    /** Null for a code that is no state. */
    static PageState ofCode(int code) {
        for (PageState state : ALL) {
            if (state.code == code) {
                return state;
            }
        }
        return null;
    }
}
