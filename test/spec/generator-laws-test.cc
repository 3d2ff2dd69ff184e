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

} // namespace

RC_GTEST_PROP(GeneratorLaws, WhatIsGeneratedHasItsVmsAndBreaksNoConstraint, ())
{
    for (const Generator* generator : AllGenerators())
    {
        const GeneratorRequest request = AnyRequestOf(*generator);
        const std::optional<Specification> made = Generated(request, *DrawKeys(*generator));
        if (!made)
        {
            continue;
        }
        RC_ASSERT(num_vertices(made->graph) == request.vms);
        const SpecPlaces places{"",
                                {},
                                std::vector<Place>(num_vertices(made->graph)),
                                std::vector<Place>(num_edges(made->graph))};
        RC_ASSERT(CheckConstraints(*made, places).empty());
        RC_ASSERT(made->settings == CountSettings(*made));
        const std::vector<std::string> names = VmNamesOf(*made);
        RC_ASSERT(std::set<std::string>(names.begin(), names.end()).size() == request.vms);
        const std::vector<NamedLink> links = NamedLinks(*made);
        RC_ASSERT(std::adjacent_find(links.begin(), links.end()) == links.end());
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
