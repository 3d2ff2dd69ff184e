// SPDX-License-Identifier: GPL-2.0-only
//
// Changes that vnlab once measured wrongly; each with what is right.
#include "scenarios/vnlab/run/run-design.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "scenarios/vnlab/scenario/scenario-writer.h"
#include "test/support/infinity.h"

#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab
{

namespace
{

using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::Gt;
using testing::IsEmpty;
using testing::Lt;

class ChangeCasesTest : public testing::Test
{
  protected:
    void SetUp() override
    {
        if (!std::filesystem::exists(m_cases))
        {
            GTEST_SKIP() << m_cases << " is absent";
        }
    }

    RunResult RunOf(const std::string& name, const std::string& design) const
    {
        const Scenario scenario = LoadScenario((m_cases / name).string(), GatherKnownNames());
        RunResult result = RunDesign(scenario, WriteResolved(scenario), design, 0, [](double) {});
        EXPECT_EQ(result.error, "") << name << design;
        return result;
    }

    const std::filesystem::path m_cases = std::filesystem::path(VNLAB_DATA_DIR) / "cases";
};

TEST_F(ChangeCasesTest, ALinkForOneServiceOpensForThatService)
{
    for (const char* file : {"add-tcp-link.toml", "add-udp5001-link.toml"})
    {
        const std::string name = std::string("F2-probe-and-allow/") + file;
        for (const char* design : {"linkwire", "identity-firewall"})
        {
            RunResult result = RunOf(name, design);
            EXPECT_THAT(result.samples["reconfig.effective"], ElementsAre(Lt(0.01))) << name;
        }
        RunResult open = RunOf(name, "vxlan");
        EXPECT_THAT(open.samples["reconfig.effective"], IsEmpty()) << name;
        EXPECT_EQ(open.metrics["reconfig.always_open"], 1) << name;
    }
}

TEST_F(ChangeCasesTest, AnotherServiceInPlaceOfOneOpensItAndClosesTheOther)
{
    const std::string name = "F2-probe-and-allow/allow-80-to-443.toml";
    RunResult firewall = RunOf(name, "identity-firewall");
    EXPECT_THAT(firewall.samples["reconfig.effective"], ElementsAre(AllOf(Gt(0), Lt(0.01))));
    EXPECT_THAT(firewall.samples["reconfig.leak"], ElementsAre(AllOf(Gt(0), Lt(0.01))));
    RunResult linkwire = RunOf(name, "linkwire"); // which does not look at ports
    EXPECT_EQ(linkwire.metrics["reconfig.always_open"], 1);
    EXPECT_THAT(linkwire.samples["reconfig.leak"], ElementsAre(kInfinity));
}

TEST_F(ChangeCasesTest, ALinkThatIsWantedAgainLeaksNoMore)
{
    for (const char* design : {"vxlan", "vxlan-learn"})
    {
        RunResult result = RunOf("F3-overlapping-watches/flap.toml", design);
        EXPECT_THAT(result.samples["reconfig.leak"], ElementsAre(testing::DoubleEq(0.2))) << design;
    }
    for (const char* design : {"linkwire", "identity-firewall"})
    {
        RunResult flap = RunOf("F3-overlapping-watches/flap.toml", design);
        EXPECT_THAT(flap.samples["reconfig.leak"], ElementsAre(Lt(0.01))) << design;
        RunResult fast = RunOf("F3-overlapping-watches/rewire-fast.toml", design);
        EXPECT_THAT(fast.samples["reconfig.leak"], Each(Lt(0.1))) << design;
        EXPECT_THAT(fast.samples["reconfig.effective"], Each(Lt(0.1))) << design;
    }
}

} // namespace

} // namespace ns3::vnlab
