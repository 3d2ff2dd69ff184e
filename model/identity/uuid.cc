// SPDX-License-Identifier: GPL-2.0-only
#include "model/identity/uuid.h"

#include "model/identity/gnutls-handle.h"

#include <algorithm>
#include <charconv>
#include <gnutls/crypto.h>

namespace ns3::vnlab
{

namespace
{

constexpr std::string_view kUrnPrefix = "urn:uuid:";
constexpr size_t kTextSize = 36;

/// The namespace of all seeds: a UUID of version 4, drawn once.
constexpr Uuid kVnlabNamespace{{0x5b,
                                0x0e,
                                0x9a,
                                0x3d,
                                0x71,
                                0xc4,
                                0x4f,
                                0x28,
                                0x9c,
                                0x16,
                                0xd2,
                                0x87,
                                0x3f,
                                0xe0,
                                0x64,
                                0xab}};

/// Whether the text has a hyphen before the byte of this index.
constexpr bool
FollowsHyphen(size_t byte)
{
    return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

char
ToLower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

std::string
Uuid::ToString() const
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(kTextSize);
    for (size_t i = 0; i < bytes.size(); ++i)
    {
        if (FollowsHyphen(i))
        {
            text += '-';
        }
        text += digits[bytes[i] >> 4];
        text += digits[bytes[i] & 0xf];
    }
    return text;
}

std::string
Uuid::ToUrn() const
{
    return std::string(kUrnPrefix) + ToString();
}

std::optional<Uuid>
ParseUuid(std::string_view text)
{
    if (text.size() != kTextSize)
    {
        return std::nullopt;
    }
    Uuid uuid;
    const char* at = text.data();
    for (size_t i = 0; i < uuid.bytes.size(); ++i)
    {
        if (FollowsHyphen(i) && *at++ != '-')
        {
            return std::nullopt;
        }
        const auto [end, error] = std::from_chars(at, at + 2, uuid.bytes[i], 16);
        if (error != std::errc{} || end != at + 2)
        {
            return std::nullopt;
        }
        at = end;
    }
    return uuid;
}

std::optional<Uuid>
ParseUuidUrn(std::string_view text)
{
    const std::string_view prefix = text.substr(0, kUrnPrefix.size());
    const bool isUrn = std::ranges::equal(prefix, kUrnPrefix, {}, ToLower);
    return isUrn ? ParseUuid(text.substr(kUrnPrefix.size())) : std::nullopt;
}

Uuid
NameBasedUuid(const Uuid& nameSpace, std::string_view name)
{
    std::string text(nameSpace.bytes.begin(), nameSpace.bytes.end());
    text += name;
    std::array<uint8_t, 20> digest;
    CheckGnutls(gnutls_hash_fast(GNUTLS_DIG_SHA1, text.data(), text.size(), digest.data()),
                "gnutls_hash_fast");
    Uuid uuid;
    std::copy_n(digest.begin(), uuid.bytes.size(), uuid.bytes.begin());
    uuid.bytes[6] = (uuid.bytes[6] & 0x0f) | 0x50; // version 5
    uuid.bytes[8] = (uuid.bytes[8] & 0x3f) | 0x80; // variant of RFC 9562
    return uuid;
}

Uuid
DeriveVmUuid(uint64_t seed, std::string_view tenant, std::string_view vm)
{
    const Uuid ofSeed = NameBasedUuid(kVnlabNamespace, std::to_string(seed));
    return NameBasedUuid(NameBasedUuid(ofSeed, tenant), vm);
}

} // namespace ns3::vnlab

size_t
std::hash<ns3::vnlab::Uuid>::operator()(const ns3::vnlab::Uuid& uuid) const noexcept
{
    const std::string_view bytes(reinterpret_cast<const char*>(uuid.bytes.data()),
                                 uuid.bytes.size());
    return std::hash<std::string_view>{}(bytes);
}
