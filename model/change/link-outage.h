// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LINK_OUTAGE_H
#define VNLAB_LINK_OUTAGE_H

#include "model/change/change-kind.h"
#include "model/dice-purpose.h"

namespace ns3::vnlab
{

/// The keys of `kind = "fail-link"` and `kind = "repair-link"`.
struct LinkOutageKeys : KeysOf<LinkOutageKeys>
{
    std::string a{"random"}; ///< its ends
    std::string b{"random"};

    void Visit(KeyVisitor& keys, const Key& like) override;
};

/// Both directions of a link fail, or work again.
void SetBothWays(const ChangeSetting& setting, LinkId link, bool fails);

/// A cable of the substrate fails or works again, both ways.
class LinkOutage : public ChangeKind
{
  public:
    explicit LinkOutage(bool fails);

    ChangeOf Of(const OwnKeys&) const override;
    std::unique_ptr<OwnKeys> MakeKeys() const override;
    std::optional<ChangeObjection> ObjectionOn(const Topology& topology,
                                               const OwnKeys& keys) const override;
    void Make(const ChangeSetting& setting, const OwnKeys& keys) const override;

  private:
    /// @return one direction of it. @throws std::invalid_argument where there is none
    LinkId Choose(const ChangeSetting& setting, const LinkOutageKeys& keys) const;

    bool m_fails;
};

} // namespace ns3::vnlab

#endif // VNLAB_LINK_OUTAGE_H
