// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/design-choice.h"

#include "model/dataplane/encapsulation/encapsulation.h"

#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::vnlab
{

namespace
{

void
ThrowIf(std::string_view key, const std::optional<std::string>& problem)
{
    if (problem)
    {
        throw std::invalid_argument(std::string(key) + " " + *problem);
    }
}

} // namespace

DesignChoice::DesignChoice(const Design& design)
    : m_design(std::shared_ptr<const Design>(), &design)
{
    SetControlPlane(design.GetControlPlane());
}

DesignChoice::DesignChoice(const DesignVariant& variant)
    : DesignChoice(Registry<Design>::Get().Expect("design", variant.design))
{
    DesignVariant complete = variant;
    CompleteVariant(complete);
    if (!complete.encapsulation.empty())
    {
        SetEncapsulation(complete.encapsulation);
    }
    const OwnKeys* own = complete.designKeys.Find(complete.design);
    Vary(complete.name, m_design->GetEncapsulation(), own ? *own : *m_design->MakeKeys());
    SetControlPlane(complete.control, complete.controlKeys.Find(complete.control));
    SetUpdates(complete.updates);
}

void
DesignChoice::SetControlPlane(std::string_view name, const OwnKeys* keys)
{
    m_control = &Registry<ControlPlaneKind>::Get().Expect("control plane", name);
    ThrowIf("control", ObjectionToControl(*m_design, name));
    ThrowIf("updates", ObjectionToOrder(*m_design, *m_control, m_updates.order));
    m_controlKeys = keys ? keys->Clone() : m_control->MakeKeys();
}

void
DesignChoice::SetUpdates(const UpdateKeys& updates)
{
    ThrowIf("updates", ObjectionToOrder(*m_design, *m_control, updates.order));
    m_updates = updates;
}

void
DesignChoice::SetEncapsulation(std::string_view name)
{
    Registry<Encapsulation>::Get().Expect("tunnel format", name);
    ThrowIf("encapsulation", ObjectionToEncapsulation(*m_design, name));
    Vary(m_design->Name(), name, *m_design->MakeKeys());
}

/// One that has no parts to choose stays as it is.
void
DesignChoice::Vary(std::string_view name, std::string_view encapsulation, const OwnKeys& keys)
{
    if (!encapsulation.empty() || !keys.IsEmpty())
    {
        m_design = m_design->Vary({name, encapsulation, keys});
    }
}

void
DesignChoice::SetRecompute(Recompute recompute)
{
    m_recompute = recompute;
}

OnRefusal
DesignChoice::GetOnRefusal() const
{
    return m_updates.on_refusal;
}

Recompute
DesignChoice::GetRecompute() const
{
    return m_recompute;
}

const Design&
DesignChoice::GetDesign() const
{
    return *m_design;
}

void
DesignChoice::SetGateways(std::vector<ServerId> gateways)
{
    m_gateways = std::move(gateways);
}

Supply
DesignChoice::GetSupply() const
{
    return {m_control->GetSupply(), m_gateways};
}

std::unique_ptr<ControlPlane>
DesignChoice::MakeControlPlane(const ControlPlaneSetting& setting) const
{
    std::unique_ptr<ControlPlane> plane = m_control->Make(setting, *m_controlKeys);
    if (m_updates.order == UpdateOrder::kNaive)
    {
        return plane;
    }
    return std::make_unique<OrderedPlane>(std::move(plane), m_updates);
}

} // namespace ns3::vnlab
