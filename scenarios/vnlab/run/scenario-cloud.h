// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_CLOUD_H
#define VNLAB_SCENARIO_CLOUD_H

#include "helper/substrate-helper.h"
#include "model/deployment/deployment.h"
#include "scenarios/vnlab/scenario/timeline.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// A scenario's substrate and tenants under one design, built and not yet started.
struct ScenarioCloud
{
    std::unique_ptr<Substrate> substrate;
    std::unique_ptr<CloudPlan> plan;
    std::unique_ptr<Deployment> deployment;
};

/// @return the variant of a scenario that has the name, or else the design
/// @throws std::invalid_argument where there is neither
DesignChoice ChooseDesign(const Scenario& scenario, const std::string& name);

/// @return all tenants of a scenario, planned on its substrate
/// @throws std::invalid_argument where they do not fit it
CloudPlan PlanCloud(const Timeline& timeline, uint32_t run);

/// @return the networks of all tenants as they are at the start, by TenantId
/// @param plan of the timeline; outlives them
std::vector<TenantView> FirstViews(const Timeline& timeline, const CloudPlan& plan);

/**
 * @brief Builds what a scenario describes.
 * @param timeline outlives the cloud
 * @param design a Design, which then outlives the cloud, or one with its parts chosen
 * @param threads that may work on it
 * @throws std::invalid_argument where the tenants do not fit the substrate
 */
ScenarioCloud BuildCloud(const Timeline& timeline,
                         const DesignChoice& design,
                         uint32_t run,
                         uint32_t threads = 1);

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_CLOUD_H
