// SPDX-License-Identifier: GPL-2.0-only
#include "model/identity/derivation.h"

#include "model/identity/gnutls-handle.h"

#include <gnutls/crypto.h>
#include <vector>

namespace ns3::vnlab
{

std::array<uint8_t, 8>
BytesOf(uint64_t number)
{
    std::array<uint8_t, 8> bytes;
    for (size_t i = 0; i < bytes.size(); ++i)
    {
        bytes[i] = static_cast<uint8_t>(number >> (8 * (bytes.size() - 1 - i)));
    }
    return bytes;
}

DerivedBytes
Derive(std::string_view purpose, std::initializer_list<std::span<const uint8_t>> parts)
{
    std::vector<uint8_t> text;
    const auto append = [&text](std::span<const uint8_t> part)
    {
        const auto length = BytesOf(uint64_t{part.size()});
        text.insert(text.end(), length.begin(), length.end());
        text.insert(text.end(), part.begin(), part.end());
    };
    append(BytesOf(purpose));
    for (const std::span<const uint8_t> part : parts)
    {
        append(part);
    }
    DerivedBytes digest;
    CheckGnutls(gnutls_hash_fast(GNUTLS_DIG_SHA256, text.data(), text.size(), digest.data()),
                "gnutls_hash_fast");
    return digest;
}

} // namespace ns3::vnlab
