// SPDX-License-Identifier: GPL-2.0-only
//
// Adding a design is one file with a class and a registration: this one. All laws of designs are
// then tested for it, too, as every test here takes the designs from the registry.

#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/dataplane/vtep.h"
#include "model/design/design.h"
#include "model/design/reach-groups.h"
#include "test/support/cloud-fixture.h"
#include "test/support/make-specification.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::Contains;
using testing::ElementsAre;
using testing::IsSupersetOf;

/// VXLAN by the compiler of another design.
class TestDesign : public Design
{
  public:
    std::string_view Name() const override
    {
        return "test-design";
    }

    std::string_view Description() const override
    {
        return "a design that a test brings along";
    }

    std::unique_ptr<Compiler> MakeCompiler() const override
    {
        return FindDesign("vxlan")->MakeCompiler();
    }

    std::unique_ptr<HostSwitch> MakeHostSwitch(Ptr<UplinkDevice> uplink,
                                               Fabric& fabric,
                                               HostId host,
                                               DropLog& drops) const override
    {
        return std::make_unique<Vtep>(
            uplink, fabric, host, drops, *FindEncapsulation("vxlan"), false, nullptr);
    }

    uint16_t TunnelOverhead() const override
    {
        return 50;
    }

    std::vector<SpecPart> Takes() const override
    {
        return FindDesign("vxlan")->Takes();
    }

    Reachability ReachFromVm(std::span<const TenantView> tenants,
                             const ReachQuestion& question) const override
    {
        return ReachSegment(tenants, question.attacker);
    }
};

const DesignRegistration kTestDesign{std::make_unique<TestDesign>()};

TEST(DesignRegistryTest, RegisteredDesignIsFoundByItsNameAndListed)
{
    const Design* design = FindDesign("test-design");
    ASSERT_NE(design, nullptr);
    EXPECT_EQ(design->Description(), "a design that a test brings along");
    EXPECT_THAT(AllDesigns(), Contains(design));
}

TEST(DesignRegistryTest, UnknownNameIsNoDesign)
{
    EXPECT_EQ(FindDesign("Flat"), nullptr);
    EXPECT_EQ(FindDesign(""), nullptr);
}

TEST(DesignRegistryTest, AllDesignsAreInTheOrderOfTheirNames)
{
    std::vector<std::string_view> names;
    for (const Design* design : AllDesigns())
    {
        names.push_back(design->Name());
    }
    EXPECT_THAT(names, IsSupersetOf({"flat", "test-design", "vxlan"}));
    EXPECT_TRUE(std::ranges::is_sorted(names));
}

TEST(DesignRegistryTest, ASecondDesignOfANameIsRefused)
{
    EXPECT_THROW(DesignRegistration{std::make_unique<TestDesign>()}, std::logic_error);
}

TEST(OwnDesignTest, RunsByItsName)
{
    const CloudScenario scenario{
        .name = "pair",
        .tenants = {{"shop", {MakeSpecification(MakePaths(1), {"a", "b"}, {{0, 1}})}}}};
    CloudFixture cloud(*FindDesign("test-design"), scenario);
    cloud.Start();
    EXPECT_THAT(cloud.Send(VmId{0}, VmId{1}), ElementsAre(VmId{1}));
}

} // namespace
} // namespace ns3::vnlab::test
