// SPDX-License-Identifier: GPL-2.0-only
#include "model/input/input-error.h"
#include "scenarios/vnlab/netns/netns-record.h"

#include <gmock/gmock.h>
#include <unistd.h>

namespace ns3::vnlab
{

namespace
{

using testing::HasSubstr;

class NetnsRecordTest : public testing::Test
{
  protected:
    ~NetnsRecordTest() override
    {
        m_record.Forget();
    }

    std::string RefusalOfChange(const std::string& before, const std::string& after) const
    {
        try
        {
            m_record.WayOf("spec.dot", before, after);
        }
        catch (const InputError& error)
        {
            return error.what();
        }
        return "";
    }

    const std::string m_prefix{"vnlab-test-" + std::to_string(getpid())};
    NetnsRecord m_record{m_prefix};
};

TEST_F(NetnsRecordTest, WithoutARecordWhoeverChangesIsBelieved)
{
    EXPECT_EQ(m_record.WayOf("spec.dot", "a", "b"), NetnsWay::kFirst);
}

TEST_F(NetnsRecordTest, OnlyWhatIsDeployedIsChanged)
{
    m_record.Write("a");
    EXPECT_EQ(m_record.WayOf("spec.dot", "a", "b"), NetnsWay::kFirst);
    EXPECT_THAT(RefusalOfChange("b", "a"), HasSubstr("spec.dot: is not what is deployed"));
}

TEST_F(NetnsRecordTest, AChangeThatStoppedHalfWayGoesOnOrIsUndoneAndNothingElse)
{
    m_record.Write("a");
    m_record.Begin("a", "b");
    EXPECT_EQ(m_record.WayOf("spec.dot", "a", "b"), NetnsWay::kAgain);
    EXPECT_EQ(m_record.WayOf("spec.dot", "b", "a"), NetnsWay::kUndoes);
    for (const auto& [before, after] :
         {std::pair{"a", "c"}, {"b", "c"}, {"a", "a"}, {"b", "b"}, {"c", "b"}})
    {
        EXPECT_THAT(RefusalOfChange(before, after), HasSubstr("stopped half-way; accepted is"));
    }
}

TEST_F(NetnsRecordTest, WhatIsCompleteIsDeployed)
{
    m_record.Begin("a", "b"); // of what a shell has deployed
    m_record.Complete(NetnsWay::kFirst);
    EXPECT_EQ(m_record.WayOf("spec.dot", "b", "c"), NetnsWay::kFirst);
    m_record.Begin("b", "c");
    m_record.Complete(NetnsWay::kUndoes);
    EXPECT_EQ(m_record.WayOf("spec.dot", "b", "c"), NetnsWay::kFirst);
    EXPECT_THAT(RefusalOfChange("c", "b"), HasSubstr("is not what is deployed"));
}

TEST_F(NetnsRecordTest, ANumberOfHostsIsAnotherVersion)
{
    EXPECT_NE(NetnsVersionText(2, "graph {}"), NetnsVersionText(3, "graph {}"));
}

TEST_F(NetnsRecordTest, OnePrefixIsOfOneProcess)
{
    const NetnsLock lock(m_prefix);
    EXPECT_THROW(NetnsLock{m_prefix}, InputError);
    EXPECT_NO_THROW(NetnsLock{m_prefix + "-2"});
}

} // namespace

} // namespace ns3::vnlab
