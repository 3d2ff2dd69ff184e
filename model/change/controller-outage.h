// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CONTROLLER_OUTAGE_H
#define VNLAB_CONTROLLER_OUTAGE_H

#include "model/change/change-kind.h"

namespace ns3::vnlab
{

/// The keys of `kind = "fail-controller"` and `kind = "repair-controller"`.
struct ControllerOutageKeys : KeysOf<ControllerOutageKeys>
{
    std::string controller{"random"}; ///< its name

    void Visit(KeyVisitor& keys, const Key& like) override;
};

/// A server that control planes run on loses its power or gets it back.
class ControllerOutage : public ChangeKind
{
  public:
    explicit ControllerOutage(bool fails);

    ChangeOf Of(const OwnKeys&) const override;
    std::unique_ptr<OwnKeys> MakeKeys() const override;
    std::optional<std::pair<std::string, std::string>> NamedController(
        const OwnKeys& keys) const override;
    void Make(const ChangeSetting& setting, const OwnKeys& keys) const override;

  private:
    bool m_fails;
};

} // namespace ns3::vnlab

#endif // VNLAB_CONTROLLER_OUTAGE_H
