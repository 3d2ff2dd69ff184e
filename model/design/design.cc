// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/design.h"

#include "model/design/host-reach.h"

#include "ns3/abort.h"

#include <stdexcept>
#include <utility>

namespace ns3::vnlab
{

std::string_view
Design::GetControlPlane() const
{
    return "push";
}

bool
Design::CanUse(const ControlPlaneKind& controlPlane) const
{
    const std::unique_ptr<Compiler> compiler = MakeCompiler();
    switch (controlPlane.GetSupply())
    {
    case RuleSupply::kNotOnDemand:
        return compiler->OnDemand() && controlPlane.CanBring(*compiler->OnDemand());
    case RuleSupply::kGateways:
        return compiler->WithGateways({}) != nullptr;
    case RuleSupply::kAll:
        break;
    }
    return true;
}

std::string_view
Design::GetEncapsulation() const
{
    return "";
}

bool
Design::CanUse(const Encapsulation&) const
{
    return true;
}

std::unique_ptr<OwnKeys>
Design::MakeKeys() const
{
    return std::make_unique<NoKeys>();
}

std::unique_ptr<const Design>
Design::Vary(const DesignParts&) const
{
    NS_ABORT_MSG("design " << Name() << " has parts to choose and does not override Vary()");
}

std::unique_ptr<TunnelServer>
Design::MakeConcentrator(const ConcentratorPlace&) const
{
    return nullptr;
}

std::vector<const HookProgram*>
Design::HookPrograms() const
{
    return {};
}

std::unique_ptr<IpsecStack>
Design::MakeIpsec() const
{
    return nullptr;
}

std::vector<Rule>
Design::BootRules(const TenantView&, VnicId) const
{
    return {};
}

std::unique_ptr<RulePipeline>
Design::MakePipeline(Substrate&) const
{
    return nullptr;
}

bool
Design::JoinsSites() const
{
    return false;
}

std::unique_ptr<TunnelServer>
Design::MakeVirtualGateway(const VirtualGatewayPlace&) const
{
    return nullptr;
}

bool
Design::VerifiesIdentity() const
{
    return false;
}

std::vector<SpecPart>
Design::Takes() const
{
    return {SpecPart::kVms, SpecPart::kPaths};
}

bool
Design::NumbersByRack() const
{
    return false;
}

uint16_t
Design::GuestMtu(uint16_t underlay) const
{
    const int mtu = underlay - TunnelOverhead();
    if (mtu < kLeastMtu)
    {
        throw std::invalid_argument(
            std::string(Name()) + " adds " + std::to_string(TunnelOverhead()) +
            " bytes of tunnel headers, which leaves guests an MTU of " + std::to_string(mtu) +
            "; accepted are " + std::to_string(kLeastMtu) + " or more");
    }
    return static_cast<uint16_t>(mtu);
}

Reachability
Design::Reach(std::span<const TenantView> tenants, const ReachQuestion& question) const
{
    Reachability reach = ReachFromVm(tenants, question);
    if (question.attacker.power >= Capability::kHostRoot)
    {
        JoinHosts(tenants, reach);
    }
    return reach;
}

bool
Design::KeepsVersionsApart() const
{
    return false;
}

std::optional<std::string>
Design::Objection(std::span<const TenantView>) const
{
    return std::nullopt;
}

std::optional<std::string>
Design::ObjectionToChange(const TenantView& after, const ViewDelta&) const
{
    return Objection({&after, 1});
}

const Design*
FindDesign(std::string_view name)
{
    return Registry<Design>::Get().Find(name);
}

std::vector<const Design*>
AllDesigns()
{
    return Registry<Design>::Get().All();
}

} // namespace ns3::vnlab
