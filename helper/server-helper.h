// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SERVER_HELPER_H
#define VNLAB_SERVER_HELPER_H

#include "model/deployment/deployment.h"
#include "model/service/server-kind.h"

#include "ns3/nstime.h"

#include <memory>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/**
 * @ingroup vnlab
 * @brief Puts programs on the servers of a cloud and owns them; it lives as long as the simulation.
 */
class ServerHelper
{
  public:
    /// A program and where it runs.
    struct Installed
    {
        const Server* server;
        std::unique_ptr<ServerProgram> program;
    };

    /// @param cloud outlives the helper
    explicit ServerHelper(Deployment& cloud);

    /**
     * @brief Schedules what a server runs.
     * @param server outlives the helper
     * @param kind name of a ServerKind
     * @param keys of that kind; nullptr: its defaults
     * @throws std::invalid_argument where there is no such kind, or no VM that a key names
     */
    void Install(Server& server,
                 std::string_view kind,
                 Time start,
                 Time stop,
                 const OwnKeys* keys = nullptr);

    /// @return all programs, in the order of Install; a controller is none
    const std::vector<Installed>& Programs() const;

  private:
    Deployment& m_cloud;
    std::vector<Installed> m_programs;
};

} // namespace ns3::vnlab

#endif // VNLAB_SERVER_HELPER_H
