// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_CLOUD_H
#define VNLAB_SCENARIO_CLOUD_H

#include "helper/substrate-helper.h"
#include "model/deployment/deployment.h"
#include "scenarios/vnlab/run/timeline.h"

#include <memory>

namespace ns3::vnlab
{

/// A scenario's substrate and tenants under one design, built and not yet started.
struct ScenarioCloud
{
    std::unique_ptr<Substrate> substrate;
    std::unique_ptr<CloudPlan> plan;
    std::unique_ptr<Deployment> deployment;
};

/**
 * @brief Builds what a scenario describes.
 * @param timeline,design outlive the cloud
 * @param threads that may work on it
 * @throws std::invalid_argument where the tenants do not fit the substrate
 */
ScenarioCloud BuildCloud(const Timeline& timeline,
                         const Design& design,
                         uint32_t run,
                         uint32_t threads = 1);

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_CLOUD_H
