/** `NAME` of `--env NAME`: a part of file names that leads nowhere else, and no longer than Allure takes. */
export const environmentName = /^[A-Za-z0-9][\w.-]{0,63}$/;
