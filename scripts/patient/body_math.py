"""Moment arms, isometric and passive torques of a compiled patient, without the muscle plugin: numpy and MuJoCo only.

Angles are in degrees, positive as the joint is named; joints that are not given stand at zero. A muscle is an actuator whose
user data are the eight numbers of Muscle; its tendon has the same name. The curves are those of sim/physics/muscle.cpp.
"""
from dataclasses import dataclass
import itertools
import math

import mujoco
import numpy as np


@dataclass(frozen=True)
class Muscle:
    max_force_n: float  # along the tendon
    optimal_fibre_m: float
    tendon_slack_m: float
    max_velocity_l0_s: float
    tendon_strain: float
    active_scale: float
    passive_scale: float
    fibre_damping: float


def active_force_length(length):
    return np.exp(-((length - 1) ** 2) / 0.45)


def passive_force_length(length):
    strain = np.maximum(length - 1, 0) / 0.6
    bounded = np.minimum(strain, 1)
    slope = 4 * np.exp(4 * bounded) / math.expm1(4)
    return np.expm1(4 * bounded) / math.expm1(4) + slope * (strain - bounded)


def tendon_force(strain):
    return np.where(strain < 1, np.maximum(strain, 0) ** 2, 2 * strain - 1)


def isometric_force_n(muscle: Muscle, activation: float, path_m):
    """Tendon force at which fibre and tendon balance, by bisection; path_m may be an array."""
    low = np.full(np.shape(path_m), 0.2)
    high = np.full(np.shape(path_m), 4.0)
    per_strain = 1 / (muscle.tendon_slack_m * muscle.tendon_strain)
    for _ in range(45):
        fibre = (low + high) / 2
        pull = tendon_force((path_m - fibre * muscle.optimal_fibre_m - muscle.tendon_slack_m) * per_strain)
        push = (activation * muscle.active_scale * active_force_length(fibre)
                + muscle.passive_scale * passive_force_length(fibre))
        long = push > pull
        high = np.where(long, fibre, high)
        low = np.where(long, low, fibre)
    return muscle.max_force_n * pull


class Body:
    """A compiled model and the state it is measured in."""

    def __init__(self, model: mujoco.MjModel):
        self.model = model
        self.data = mujoco.MjData(model)
        self.tendon = {model.tendon(i).name: i for i in range(model.ntendon)}
        self.muscles = {model.actuator(i).name: Muscle(*model.actuator_user[i, :8]) for i in range(model.nactuator)
                        if model.actuator(i).name in self.tendon}

    def pose(self, angles_deg: dict):
        """Path lengths and their slopes (per radian, one column per degree of freedom) of every tendon."""
        self.data.qpos[:] = self.model.qpos0
        for joint, angle in angles_deg.items():
            self.data.qpos[self.model.joint(joint).qposadr[0]] = math.radians(angle)
        mujoco.mj_kinematics(self.model, self.data)
        mujoco.mj_comPos(self.model, self.data)
        mujoco.mj_tendon(self.model, self.data)
        slope = np.zeros((self.model.ntendon, self.model.nv))
        mujoco.mju_sparse2dense(slope, self.data.ten_J.ravel(), self.model.ten_J_rownnz,
                                self.model.ten_J_rowadr, self.model.ten_J_colind.ravel())
        return self.data.ten_length.copy(), slope

    def sweep(self, joint: str, angles_deg, held=None):
        """Path length (angle x tendon) and moment arm about the joint (metres, -dL/dq) over angles of one joint."""
        column = self.model.joint(joint).dofadr[0]
        lengths, arms = [], []
        for angle in angles_deg:
            length, slope = self.pose({**(held or {}), joint: angle})
            lengths.append(length)
            arms.append(-slope[:, column])
        return np.array(lengths), np.array(arms)

    def moment_arm_m(self, tendons: dict, joint: str, angles_deg, held=None):
        """Arm of a muscle in one or several lines: the mean of its tendons weighted by tendons[name] (maximal force)."""
        _, arms = self.sweep(joint, angles_deg, held)
        return sum(weight * arms[:, self.tendon[name]] for name, weight in tendons.items()) / sum(tendons.values())

    def jumps(self, joint: str, angles_deg, held_grid: dict, tolerance_m=1e-4):
        """Neighbouring poses between which a path is not continuous: its length changes otherwise than its slope says.

        held_grid gives angles of other joints; every combination is swept."""
        found = []
        steps = np.radians(np.diff(angles_deg))
        for combination in itertools.product(*held_grid.values()):
            held = dict(zip(held_grid, combination))
            lengths, arms = self.sweep(joint, angles_deg, held)
            gap = np.diff(lengths, axis=0) + (arms[:-1] + arms[1:]) / 2 * steps[:, None]
            for i, tendon in zip(*np.nonzero(np.abs(gap) > tolerance_m)):
                found.append({"tendon": self.model.tendon(tendon).name, "joint": joint, "angle_deg": float(angles_deg[i]),
                              "held": held, "gap_mm": float(1000 * gap[i, tendon])})
        return found

    def torque_nm(self, joint: str, angles_deg, held=None, direction=0, activation=1.0, prefix="right_"):
        """Torque of the muscles of one side about a joint: of all (direction 0), or of those that turn it in one direction
        (1 or -1), the others silent."""
        lengths, arms = self.sweep(joint, angles_deg, held)
        total = np.zeros(len(angles_deg))
        for name, muscle in self.muscles.items():
            if not name.startswith(prefix):
                continue
            arm = arms[:, self.tendon[name]]
            if direction:
                arm = direction * np.maximum(direction * arm, 0)
            if np.any(arm):
                total += arm * isometric_force_n(muscle, activation, lengths[:, self.tendon[name]])
        return total

    def spring_nm(self, joint: str, angles_deg):
        """Torque of the joint's own spring, -(a x + b x^2 + c x^3) from its rest angle."""
        row = self.model.joint(joint)
        x = np.radians(angles_deg) - self.model.qpos_spring[row.qposadr[0]]
        stiffness = self.model.jnt_stiffness[row.id]
        polynomial = self.model.jnt_stiffnesspoly[row.id]
        return -(stiffness * x + polynomial[0] * x**2 + polynomial[1] * x**3)

    def passive_nm(self, joint: str, angles_deg, held=None, prefix="right_"):
        """Torque of relaxed muscles and of the joint's spring."""
        return self.torque_nm(joint, angles_deg, held, activation=0.0, prefix=prefix) + self.spring_nm(joint, angles_deg)

    def hip_rotation_nm(self, hip_flexion_deg: float, direction: int, side="right"):
        """Greatest active hip rotation, internal (1) or external (-1)."""
        return float(abs(self.torque_nm(f"{side}_hip_rotation", [0], {f"{side}_hip_flexion": hip_flexion_deg}, direction)[0]))

    def hanging_foot_deg(self, knee_deg: float, side="right"):
        """Ankle dorsiflexion, subtalar inversion and toe extension of a relaxed foot under a vertical shank: where gravity, springs
        and relaxed muscles balance, by Newton's method."""
        joints = [f"{side}_{name}" for name in ("ankle_dorsiflexion", "subtalar_inversion", "toe_extension")]
        dofs = [self.model.joint(joint).dofadr[0] for joint in joints]
        held = {f"{side}_hip_flexion": knee_deg, f"{side}_knee_flexion": knee_deg}

        def net_nm(angles):
            lengths, slopes = self.pose({**held, **dict(zip(joints, angles))})
            bias = np.zeros(self.model.nv)
            mujoco.mj_rne(self.model, self.data, 0, bias)
            pull = sum(slopes[self.tendon[name]] * isometric_force_n(muscle, 0.0, lengths[self.tendon[name]])
                       for name, muscle in self.muscles.items())
            springs = [self.spring_nm(joint, [angle])[0] for joint, angle in zip(joints, angles)]
            return np.array(springs) - (bias + pull)[dofs]

        angles = np.array([-20.0, 0.0, 5.0])
        for _ in range(60):
            net = net_nm(angles)
            slope = np.array([(net_nm(angles + step) - net) / 0.01 for step in 0.01 * np.eye(3)]).T
            step = np.linalg.solve(slope, -net)
            angles = angles + np.clip(step, -5, 5)
            if np.max(np.abs(step)) < 1e-4:
                break
        return angles
