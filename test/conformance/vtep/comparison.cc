// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/vtep/comparison.h"

#include "model/wire/big-endian.h"
#include "test/conformance/vtep/outer-fields.h"

#include <algorithm>
#include <cstdio>
#include <map>

namespace ns3::vnlab::test
{

namespace
{

/// What is compared in order: the frames of one place and, on the underlay, of one outer path.
struct Stream
{
    Place place;
    OuterPath path{};
    auto operator<=>(const Stream&) const = default;
};

struct BothSides
{
    std::vector<Bytes> linux;
    std::vector<Bytes> model;
};

std::optional<OuterPath>
UnderlayPath(const Sighting& sighting)
{
    return sighting.place.kind == Place::Kind::kUplink ? PathOf(sighting.frame) : std::nullopt;
}

Stream
StreamOf(const Sighting& sighting)
{
    return {sighting.place, UnderlayPath(sighting).value_or(OuterPath{})};
}

std::string
Hex(const Bytes& frame, size_t from, size_t size)
{
    std::string text;
    for (size_t i = from; i < std::min(frame.size(), from + size); ++i)
    {
        std::array<char, 4> digits;
        std::snprintf(digits.data(), digits.size(), "%02x ", frame[i]);
        text += digits.data();
    }
    return text;
}

std::string
Describe(const Bytes& linux, const Bytes& model)
{
    const auto [mine, theirs] =
        std::mismatch(linux.begin(), linux.end(), model.begin(), model.end());
    const auto at = static_cast<size_t>(mine - linux.begin());
    const size_t from = at < 8 ? 0 : at - 8;
    return "bytes differ from " + std::to_string(at) + " on (" + std::to_string(linux.size()) +
           " and " + std::to_string(model.size()) + " in all); from " + std::to_string(from) +
           ":\n      Linux " + Hex(linux, from, 24) + "\n      model " + Hex(model, from, 24);
}

std::string
Describe(const char* who, const Bytes& frame)
{
    return std::string(who) + " has " + std::to_string(frame.size()) +
           " bytes that the other has not:\n      " + Hex(frame, 0, 96);
}

/// @return whether the model's frame is Linux's with something behind its outer IPv4 packet
bool
IsCutPadding(const Stream& stream, const Bytes& linux, const Bytes& model)
{
    constexpr size_t ip = 14;
    return stream.path != OuterPath{} && linux.size() < model.size() &&
           linux.size() == ip + ReadBig16(&linux[ip + 2]) &&
           std::equal(linux.begin(), linux.end(), model.begin());
}

void
CompareStream(const Stream& stream, const BothSides& sides, Verdict& verdict)
{
    const size_t common = std::min(sides.linux.size(), sides.model.size());
    verdict.compared += std::max(sides.linux.size(), sides.model.size());
    const std::string place = ToString(stream.place) + ": ";
    for (size_t i = 0; i < common; ++i)
    {
        if (IsCutPadding(stream, sides.linux[i], sides.model[i]))
        {
            ++verdict.cutPadding;
        }
        else if (sides.linux[i] != sides.model[i])
        {
            verdict.differences.push_back(place + Describe(sides.linux[i], sides.model[i]));
        }
    }
    for (size_t i = common; i < sides.linux.size(); ++i)
    {
        verdict.differences.push_back(place + Describe("Linux", sides.linux[i]));
        ++verdict.onlyLinux;
    }
    for (size_t i = common; i < sides.model.size(); ++i)
    {
        verdict.differences.push_back(place + Describe("the model", sides.model[i]));
    }
}

} // namespace

Verdict
Compare(const Sightings& linux, const Sightings& model)
{
    std::map<OuterPath, FreeFields> chosen;
    std::map<Stream, BothSides> streams;
    for (const Sighting& sighting : linux)
    {
        streams[StreamOf(sighting)].linux.push_back(sighting.frame);
        if (const std::optional<OuterPath> path = UnderlayPath(sighting))
        {
            FreeFields& fields = chosen[*path];
            const FreeFields seen = FreeFieldsOf(sighting.frame);
            fields.identification = seen.identification;
            fields.sourcePort = std::max(fields.sourcePort, seen.sourcePort);
        }
    }
    for (Sighting sighting : model)
    {
        const std::optional<OuterPath> path = UnderlayPath(sighting);
        if (const auto it = path ? chosen.find(*path) : chosen.end(); it != chosen.end())
        {
            Adopt(it->second, sighting.frame);
        }
        streams[StreamOf(sighting)].model.push_back(std::move(sighting.frame));
    }
    Verdict verdict;
    for (const auto& [stream, sides] : streams)
    {
        CompareStream(stream, sides, verdict);
    }
    return verdict;
}

} // namespace ns3::vnlab::test
