// SPDX-License-Identifier: GPL-2.0-only
//
// Memory in huge pages. A large cloud is millions of small objects, met in no order: with pages of 4 KiB
// most of them miss the processor's table of pages.

extern "C"
{
    /// What jemalloc reads before the program starts; see its manual.
    extern const char* const malloc_conf;
    const char* const malloc_conf = "thp:always";
}
