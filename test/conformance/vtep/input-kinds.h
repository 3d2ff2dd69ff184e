// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_VTEP_INPUT_KINDS_H
#define VNLAB_TEST_VTEP_INPUT_KINDS_H

#include "test/conformance/vtep/random-fields.h"
#include "test/conformance/vtep/world.h"

#include <string>
#include <vector>

namespace ns3::vnlab::test
{

/// A kind of input: its row in the table, and how one is made.
struct InputKind
{
    std::string name;
    Input (*make)(RandomFields& random);
    bool isSimpler{false}; ///< see Input
};

/// IPv4 and ARP that no host would accept: the model drops them where it meets them. Each has a good
/// frame with the same source in front, so that both sides learn the same.
std::vector<InputKind> MalformedInputs();

/// What VMs send.
std::vector<InputKind> GuestInputs();

/// What arrives from the underlay as if another host had sent it.
std::vector<InputKind> UnderlayInputs();

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_VTEP_INPUT_KINDS_H
