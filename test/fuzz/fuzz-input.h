// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FUZZ_INPUT_H
#define VNLAB_FUZZ_INPUT_H

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

/// What libFuzzer and replay-main.cc call with each input; a crash, an exception that escapes or a lot of
/// time is a finding. @return 0
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace ns3::vnlab::fuzz
{

/// @return an input that is a text
inline std::string_view
AsText(const uint8_t* data, size_t size)
{
    return {reinterpret_cast<const char*>(data), size};
}

/// Makes an input a finding that breaks what holds for all. @param law what that is
inline void
Require(bool holds, const char* law)
{
    if (!holds)
    {
        std::fprintf(stderr, "this does not hold: %s\n", law);
        std::abort();
    }
}

/// Takes a binary input apart from the front; what is missing at the end is zeros.
class FuzzInput
{
  public:
    FuzzInput(const uint8_t* data, size_t size)
        : m_rest(data, size)
    {
    }

    bool AtEnd() const
    {
        return m_rest.empty();
    }

    /// @return a plain struct with the next bytes
    template <class T>
    T Take()
    {
        T object{};
        const std::vector<uint8_t> bytes = Bytes(sizeof(T));
        if (!bytes.empty())
        {
            std::memcpy(&object, bytes.data(), bytes.size());
        }
        return object;
    }

    /// @return so many bytes, or those that remain: a block of its own, so that reading past it shows
    std::vector<uint8_t> Bytes(size_t size)
    {
        const std::span<const uint8_t> taken = m_rest.first(std::min(size, m_rest.size()));
        m_rest = m_rest.subspan(taken.size());
        return {taken.begin(), taken.end()};
    }

    /// @return the bytes behind a length of two bytes, the lower one first
    std::vector<uint8_t> Block()
    {
        const auto low = Take<uint8_t>();
        return Bytes(low | size_t{Take<uint8_t>()} << 8);
    }

  private:
    std::span<const uint8_t> m_rest;
};

} // namespace ns3::vnlab::fuzz

#endif // VNLAB_FUZZ_INPUT_H
