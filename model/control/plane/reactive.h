// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REACTIVE_H
#define VNLAB_REACTIVE_H

#include "model/control/plane/writing-plane.h"

#include <cstdint>
#include <memory>

namespace ns3::vnlab
{

/// The keys of "reactive".
struct ReactiveKeys : KeysOf<ReactiveKeys>
{
    void Visit(KeyVisitor& keys, const Key& like) override;

    uint64_t timeout_ns{10 * kSecond_ns};
    LifetimeFrom timeout_from{LifetimeFrom::kLastUse};
    uint64_t drop_timeout_ns{10 * kSecond_ns};
    uint64_t capacity{0};
    uint64_t queue{64};
    uint64_t patience_ns{3 * kSecond_ns};
};

/**
 * @ingroup vnlab
 * @brief The first packet goes to a controller, which writes what it needs, and then goes on.
 *
 * Misses travel on the channels of `push`, and so do rules. Entries go when nobody has used them for a
 * while, and their host says so.
 */
class ReactivePlane : public WritingPlane
{
  public:
    ReactivePlane(std::unique_ptr<PushPlane> push, const ReactiveKeys& keys);

  private:
    void Ask(const RuleKey& wanted, Question& question) override;
    void Heard(EnforcementPoint at, const ControlMessage& notice, const RuleKey& entry) override;

    Time m_patience;
};

} // namespace ns3::vnlab

#endif // VNLAB_REACTIVE_H
