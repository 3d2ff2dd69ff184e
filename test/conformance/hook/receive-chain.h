// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RECEIVE_CHAIN_H
#define VNLAB_RECEIVE_CHAIN_H

#include "analysis/kernel/hook-runner.h"
#include "model/hook/vnic-hooks.h"
#include "test/conformance/hook/packet-generator.h"

#include <array>

namespace ns3::vnlab
{

/// What LinkWire puts at XDP, in this order.
inline constexpr std::array kReceiveParts{&kDecapsulateProgram, &kWhitelistProgram};

/// Both as one, for its name and maps; it has no entry.
extern const HookProgram kReceiveChain;

/// Runs kReceiveParts on a vNIC's hooks: natively, one program after the other is VnicHooks' task.
class NativeChainRunner : public HookRunner
{
  public:
    NativeChainRunner();

    const HookProgram& Program() const override;
    HookOutcome Run(const HookInput& input) override;

  private:
    VnicHooks m_hooks;
    MapState m_contents;
};

/// @return a batch of kDecapsulateProgram's cases, with a whitelist that names about every other sender of
/// what comes out of a tunnel
std::vector<HookCase> ReceiveBatch(PacketGenerator& generator);

} // namespace ns3::vnlab

#endif // VNLAB_RECEIVE_CHAIN_H
