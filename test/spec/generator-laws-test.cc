// SPDX-License-Identifier: GPL-2.0-only
//
// What holds for every registered generator, of any size and whatever its own keys are.
#include "model/spec/spec-constraints.h"
#include "model/spec/spec-delta.h"
#include "model/spec/spec-generator.h"
#include "model/spec/spec-settings.h"
#include "test/spec/spec-test-helpers.h"
#include "test/support/drawn-keys.h"

#include <algorithm>
#include <array>
#include <boost/graph/connected_components.hpp>
#include <boost/range/iterator_range.hpp>
#include <gtest/gtest.h>
#include <optional>
#include <rapidcheck/gtest.h>
#include <set>

namespace ns3::vnlab
{

namespace
{

GeneratorRequest
AnyRequestOf(const Generator& generator)
{
    return {.kind = std::string(generator.Name()),
            .vms = *rc::gen::inRange<uint32_t>(generator.LeastVms(), 60),
            .protocol = *rc::gen::element(
                TunnelProtocol::kVxlan, TunnelProtocol::kNvgre, TunnelProtocol::kIpip),
            .seed = *rc::gen::arbitrary<uint64_t>()};
}

/// @return nothing where the keys do not fit the number of VMs, which the refusal then says
std::optional<Specification>
Generated(const GeneratorRequest& request, const OwnKeys& keys)
{
    try
    {
        return GenerateSpecification(request, keys);
    }
    catch (const GeneratorRefusal& refusal)
    {
        RC_ASSERT(!refusal.BlamedKey().empty());
        RC_ASSERT(refusal.Problem().find("; accepted are ") != std::string::npos);
        return std::nullopt;
    }
}

bool
AreAlike(const Specification& a, const Specification& b)
{
    return a.name == b.name && a.paths == b.paths && a.settings == b.settings &&
           VmNamesOf(a) == VmNamesOf(b) && Diff(a, b).Empty();
}

/// Whether a specification has no self-loop, and no two links of two VMs on one path.
bool
IsSimple(const SpecGraph& graph)
{
    std::set<std::array<size_t, 3>> links;
    for (const auto edge : boost::make_iterator_range(edges(graph)))
    {
        const size_t a = source(edge, graph);
        const size_t b = target(edge, graph);
        if (a == b || !links.insert({graph[edge].path, std::min(a, b), std::max(a, b)}).second)
        {
            return false;
        }
    }
    return true;
}

/// Whether a specification is what the generator promises of it.
bool
KeepsPromise(const Generator& generator,
             const GeneratorRequest& request,
             const OwnKeys& keys,
             const Specification& made)
{
    const GeneratedShape promised = generator.Promise(request, keys);
    std::vector<uint32_t> part(num_vertices(made.graph));
    const auto parts = boost::connected_components(made.graph, part.data());
    return num_vertices(made.graph) == request.vms && num_edges(made.graph) == promised.links &&
           parts == promised.parts && IsSimple(made.graph);
}

} // namespace

TEST(GeneratorLaws, WhatIsPromisedIsKeptAtEverySize)
{
    for (const Generator* generator : AllGenerators())
    {
        const std::unique_ptr<OwnKeys> keys = generator->MakeKeys();
        for (uint32_t vms = generator->LeastVms(); vms <= 110; ++vms)
        {
            const GeneratorRequest request{.kind = std::string(generator->Name()), .vms = vms};
            try
            {
                EXPECT_TRUE(
                    KeepsPromise(*generator, request, *keys, GenerateSpecification(request, *keys)))
                    << request.kind << " of " << vms;
            }
            catch (const GeneratorRefusal& refusal)
            {
                EXPECT_NE(refusal.BlamedKey(), "vms") << refusal.what();
                EXPECT_LT(vms, 10U) << refusal.what(); // defaults do not fit the smallest sizes
            }
        }
    }
}

RC_GTEST_PROP(GeneratorLaws, WhatIsGeneratedHasItsVmsAndBreaksNoConstraint, ())
{
    for (const Generator* generator : AllGenerators())
    {
        const GeneratorRequest request = AnyRequestOf(*generator);
        const std::unique_ptr<OwnKeys> keys = DrawKeys(*generator);
        const std::optional<Specification> made = Generated(request, *keys);
        if (!made)
        {
            continue;
        }
        RC_ASSERT(KeepsPromise(*generator, request, *keys, *made));
        const SpecPlaces places{"",
                                {},
                                std::vector<Place>(num_vertices(made->graph)),
                                std::vector<Place>(num_edges(made->graph))};
        RC_ASSERT(CheckConstraints(*made, places).empty());
        RC_ASSERT(made->settings == CountSettings(*made));
        const std::vector<std::string> names = VmNamesOf(*made);
        RC_ASSERT(std::set<std::string>(names.begin(), names.end()).size() == request.vms);
        for (const Path& path : made->paths)
        {
            RC_ASSERT(path.protocol == request.protocol);
        }
    }
}

RC_GTEST_PROP(GeneratorLaws, TheSameRequestGivesTheSameSpecification, ())
{
    for (const Generator* generator : AllGenerators())
    {
        const GeneratorRequest request = AnyRequestOf(*generator);
        const std::unique_ptr<OwnKeys> keys = DrawKeys(*generator);
        const std::optional<Specification> one = Generated(request, *keys);
        const std::optional<Specification> two = Generated(request, *keys->Clone());
        RC_ASSERT(one.has_value() == two.has_value());
        if (one)
        {
            RC_ASSERT(AreAlike(*one, *two));
        }
    }
}

RC_GTEST_PROP(GeneratorLaws, ASeedCountsOnlyWhereTheGeneratorDraws, (uint64_t seed))
{
    for (const Generator* generator : AllGenerators())
    {
        GeneratorRequest request = AnyRequestOf(*generator);
        request.vms = 40;
        const Specification one = GenerateSpecification(request);
        request.seed = seed;
        if (!generator->Draws())
        {
            RC_ASSERT(AreAlike(one, GenerateSpecification(request)));
        }
    }
}

TEST(GeneratorLaws, FewerVmsThanTheShapeNeedsAreRefused)
{
    for (const Generator* generator : AllGenerators())
    {
        const std::string kind(generator->Name());
        const uint32_t least = generator->LeastVms();
        ASSERT_GE(least, 1U) << kind;
        try
        {
            GenerateSpecification({.kind = kind, .vms = least - 1});
            FAIL() << kind;
        }
        catch (const GeneratorRefusal& refusal)
        {
            EXPECT_EQ(refusal.BlamedKey(), "vms");
            EXPECT_EQ(refusal.Problem(),
                      "is " + std::to_string(least - 1) + "; accepted are " +
                          std::to_string(least) + " or more");
            EXPECT_EQ(refusal.what(), "generator '" + kind + "': vms " + refusal.Problem());
        }
    }
}

TEST(GeneratorLaws, EveryGeneratorHasADescriptionAndDefaultsThatSuffice)
{
    for (const Generator* generator : AllGenerators())
    {
        EXPECT_FALSE(generator->Description().empty());
        EXPECT_EQ(FindGenerator(generator->Name()), generator);
        const Specification made =
            GenerateSpecification({.kind = std::string(generator->Name()), .vms = 20});
        EXPECT_EQ(num_vertices(made.graph), 20U);
    }
}

} // namespace ns3::vnlab
