// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_QUARANTINE_H
#define VNLAB_QUARANTINE_H

#include "model/change/change-kind.h"

#include <string>

namespace ns3::vnlab
{

/// The keys of `kind = "quarantine"` and `kind = "restore-vm"`.
struct QuarantineKeys : KeysOf<QuarantineKeys>
{
    std::string vm{"random"}; ///< of the tenant

    void Visit(KeyVisitor& keys, const Key& like) override;
};

/**
 * @brief A defender's act: a VM goes on running and loses all its virtual links, or gets back those that its
 * tenant wants. What the tenant submits meanwhile does not lift it.
 */
class QuarantineChange : public ChangeKind
{
  public:
    std::unique_ptr<OwnKeys> MakeKeys() const override;
    std::optional<ChangeObjection> Objection(const std::string& tenant,
                                             const Specification& before,
                                             const OwnKeys& keys) const override;

    /// Nothing closes a link under a design that acts on none: the change is made and changes nothing.
    std::optional<std::string> Shortfall(const Design& design, const OwnKeys& keys) const override;
    void Make(const ChangeSetting& setting, const OwnKeys& keys) const override;
};

} // namespace ns3::vnlab

#endif // VNLAB_QUARANTINE_H
