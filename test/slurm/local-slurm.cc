// SPDX-License-Identifier: GPL-2.0-only
#include "test/slurm/local-slurm.h"

#include "scenarios/vnlab/system/run-program.h"

#include <array>
#include <chrono>
#include <cstdlib>
#include <netinet/in.h>
#include <pwd.h>
#include <random>
#include <set>
#include <stdexcept>
#include <sys/socket.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace ns3::vnlab::test
{

namespace
{

/// @return a port of the loopback that nobody had a moment ago
uint16_t
FreePort()
{
    const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    const bool bound =
        bind(descriptor, generic, size) == 0 && getsockname(descriptor, generic, &size) == 0;
    close(descriptor);
    if (!bound)
    {
        throw std::runtime_error("no free port");
    }
    return ntohs(address.sin_port);
}

std::string
HostName()
{
    std::array<char, 256> name{};
    gethostname(name.data(), name.size() - 1);
    const std::string full = name.data();
    return full.substr(0, full.find('.'));
}

/// @return the first of the programs that is not installed, or nothing
std::string
NotInstalled()
{
    for (const char* program : {"munged", "slurmctld", "slurmd", "sbatch", "squeue", "scancel"})
    {
        bool found = false;
        for (const char* folder :
             {"/usr/local/sbin/", "/usr/local/bin/", "/usr/sbin/", "/usr/bin/"})
        {
            found = found || access((folder + std::string(program)).c_str(), X_OK) == 0;
        }
        if (!found)
        {
            return program;
        }
    }
    return "";
}

} // namespace

LocalSlurm::LocalSlurm()
{
    m_missing = NotInstalled();
    if (!m_missing.empty())
    {
        m_missing += " is not installed (packages slurm-wlm and munge)";
        return;
    }
    setenv("SLURM_CONF", (m_folder / "slurm.conf").c_str(), 1);
    setenv("PATH", (std::string(getenv("PATH")) + ":/usr/local/sbin:/usr/sbin").c_str(), 1);
    WriteConfiguration();
    Start();
}

LocalSlurm::~LocalSlurm()
{
    m_daemons.reset();
    unsetenv("SLURM_CONF");
}

const std::string&
LocalSlurm::Missing() const
{
    return m_missing;
}

void
LocalSlurm::WriteConfiguration() const
{
    const std::string folder = m_folder.path.string();
    const std::string host = HostName();
    const std::string user = getpwuid(geteuid())->pw_name;
    std::random_device random;
    std::string key(128, '\0');
    for (char& byte : key)
    {
        byte = static_cast<char>(random());
    }
    std::ofstream(folder + "/munge.key", std::ios::binary) << key;
    std::filesystem::permissions(folder + "/munge.key",
                                 std::filesystem::perms::owner_read |
                                     std::filesystem::perms::owner_write);
    std::filesystem::create_directory(folder + "/state");
    std::filesystem::create_directory(folder + "/spool");
    std::ofstream(folder + "/slurm.conf")
        << "ClusterName=vnlab\nSlurmctldHost=" << host
        << "(127.0.0.1)\nSlurmctldPort=" << FreePort() << "\nSlurmdPort=" << FreePort()
        << "\nSlurmUser=" << user << "\nSlurmdUser=" << user
        << "\nAuthType=auth/munge\nAuthInfo=socket=" << folder
        << "/munge.socket\nStateSaveLocation=" << folder << "/state\nSlurmdSpoolDir=" << folder
        << "/spool\nSlurmctldPidFile=" << folder << "/slurmctld.pid\nSlurmdPidFile=" << folder
        << "/slurmd.pid\n"
        << R"(ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SwitchType=switch/none
ReturnToService=2
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
JobCompType=jobcomp/none
KillWait=2
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0
)"
        << "NodeName=" << host << " NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN\n"
        << "PartitionName=debug Nodes=ALL Default=YES MaxTime=INFINITE State=UP\n";
}

void
LocalSlurm::Start()
{
    const auto file = [this](const std::string& name) { return m_folder / name; };
    m_daemons.emplace(std::vector<Kept>{{{"munged",
                                          "--foreground",
                                          "--force",
                                          "--key-file=" + file("munge.key"),
                                          "--socket=" + file("munge.socket"),
                                          "--pid-file=" + file("munge.pid"),
                                          "--log-file=" + file("munge.log"),
                                          "--seed-file=" + file("munge.seed")},
                                         file("munged.log")},
                                        {{"slurmctld", "-D", "-c"}, file("slurmctld.log")},
                                        {{"slurmd", "-D"}, file("slurmd.log")}});
    constexpr int tries = 150;
    for (int i = 0; i < tries; ++i)
    {
        const ProgramResult nodes = RunProgram({"sinfo", "--noheader", "--format=%T"});
        if (nodes.out == "idle\n")
        {
            return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    m_missing = "Slurm does not start:\n" + ReadFile(file("munged.log")) +
                ReadFile(file("slurmctld.log")) + ReadFile(file("slurmd.log"));
}

} // namespace ns3::vnlab::test
