// SPDX-License-Identifier: GPL-2.0-only
#include "test/spec/spec-test-helpers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab
{

using testing::ElementsAre;
using testing::IsEmpty;

TEST(SpecConstraintsTest, MaxLinksCountsDistinctPeersOverAllPaths)
{
    const std::string paths = "paths=\"p=10.1.0.0/24 q=10.2.0.0/24\";";
    EXPECT_THAT(DotComplaints("graph { " + paths + " a [max_links=1]; a -- b; a -- b [path=q] }"),
                IsEmpty());
    EXPECT_THAT(DotComplaints("graph { " + paths + "\n a [max_links=1]; a -- b; a -- c [path=q] }"),
                ElementsAre("t.dot:2:2: VM 'a' is linked to 2 VMs; its max_links accepts 1"));
}

TEST(SpecConstraintsTest, MaxLinksOfTheGraphHoldsForEveryVm)
{
    EXPECT_THAT(DotComplaints("graph { max_links=1; a [max_links=2]; a -- b; a -- c; b -- c }"),
                ElementsAre("t.dot:1:44: VM 'b' is linked to 2 VMs; its max_links accepts 1",
                            "t.dot:1:52: VM 'c' is linked to 2 VMs; its max_links accepts 1"));
}

TEST(SpecConstraintsTest, MaxLinksZeroForbidsEveryLink)
{
    EXPECT_THAT(DotComplaints("graph { a [max_links=0] }"), IsEmpty());
    EXPECT_THAT(DotComplaints("graph { a [max_links=0]; a -- b }"),
                ElementsAre("t.dot:1:9: VM 'a' is linked to 1 VMs; its max_links accepts 0"));
}

TEST(SpecConstraintsTest, ALinkThatADenyForbidsIsRefusedFromEitherEnd)
{
    EXPECT_THAT(
        DotComplaints("graph { web [role=front deny=back]; db [role=back deny=web];\n db -- web }"),
        ElementsAre(
            "t.dot:2:2: the link between 'db' and 'web' is forbidden: 'db' denies VM 'web'",
            "t.dot:2:2: the link between 'web' and 'db' is forbidden: 'web' denies role 'back'"));
}

TEST(SpecConstraintsTest, AChainIsHeldToDenyToo)
{
    EXPECT_THAT(DotComplaints("graph { chains=\"a>b>c\"; a; b [deny=c]; c }"),
                ElementsAre("t.dot:1:9: the link between 'b' and 'c' is forbidden: 'b' denies VM "
                            "'c'"));
}

TEST(SpecConstraintsTest, ADenyWithoutALinkIsFine)
{
    EXPECT_THAT(DotComplaints("graph { a [deny=c]; a -- b; b -- c }"), IsEmpty());
}

TEST(SpecConstraintsTest, OverlappingSubnetsAreRefused)
{
    EXPECT_THAT(
        DotComplaints(
            "graph { paths=\"c=10.2.0.0/24 a=10.1.0.0/16 b=10.1.7.0/24 d=10.1.8.0/24\"; x }"),
        ElementsAre("t.dot:1:9: the subnets of paths 'a' (10.1.0.0/16) and 'b' (10.1.7.0/24) "
                    "overlap; accepted are subnets without a common address",
                    "t.dot:1:9: the subnets of paths 'a' (10.1.0.0/16) and 'd' (10.1.8.0/24) "
                    "overlap; accepted are subnets without a common address"));
}

TEST(SpecConstraintsTest, ASubnetHoldsItsSizeLessThree)
{
    EXPECT_THAT(DotComplaints("graph { subnet=\"10.0.0.0/29\"; a; b; c; d; e }"), IsEmpty());
    EXPECT_THAT(
        DotComplaints("graph { subnet=\"10.0.0.0/29\"; a; b; c; d; e; f }"),
        ElementsAre("t.dot:1:9: path 'default' has 6 VMs; its subnet 10.0.0.0/29 accepts 5"));
    EXPECT_THAT(
        DotComplaints("graph { subnet=\"10.0.0.0/31\"; a }"),
        ElementsAre("t.dot:1:9: path 'default' has 1 VMs; its subnet 10.0.0.0/31 accepts 0"));
}

TEST(SpecConstraintsTest, APathNeedsAddressesForItsOwnVmsOnly)
{
    const std::string paths = "paths=\"p=10.1.0.0/24 q=10.2.0.0/30\";";
    EXPECT_THAT(DotComplaints("graph { " + paths + " a; b; c; a -- b }"), IsEmpty());
    EXPECT_THAT(DotComplaints("graph { " + paths + " a; b; c; a -- b [path=q] }"),
                ElementsAre("t.dot:1:9: path 'q' has 2 VMs; its subnet 10.2.0.0/30 accepts 1"));
}

TEST(SpecConstraintsTest, AllViolationsAreReportedTogether)
{
    const std::vector<std::string> complaints =
        DotComplaints("graph { subnet=\"10.0.0.0/31\"; a [max_links=0 deny=b]; a -- b;\n"
                      "b -- c [allow=x] }");
    EXPECT_EQ(complaints.size(), 4U);
}

} // namespace ns3::vnlab
