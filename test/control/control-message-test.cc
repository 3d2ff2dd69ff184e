// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/control-message.h"

#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

TEST(ControlMessageTest, SizeIsThatOfItsEncoding)
{
    const EnforcementPoint place = EnforcementPoint::Of(HostId{0});
    const RuleKey key{place, TableId::kPortAddress, RuleBytes::From(PortAddressKey{1})};
    ControlMessage message;
    EXPECT_EQ(message.Size(), 16);
    message.rules.Append(key);
    EXPECT_EQ(message.Size(), 16 + (4 + 4));
    message.rules.Append(MakeRule(Scope::Of(VnicId{3}),
                                  place,
                                  TableId::kPortAddress,
                                  PortAddressKey{1},
                                  PortAddressValue{VnicId{3}}));
    EXPECT_EQ(message.Size(), 16 + (4 + 4) + (4 + 4 + 4));
    message.kind = ControlMessage::Kind::kAck;
    EXPECT_EQ(message.Size(), 16);
}

} // namespace
} // namespace ns3::vnlab::test
